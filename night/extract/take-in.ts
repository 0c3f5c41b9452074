import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Duckdb } from '../engines/duckdb.ts'
import { deliveryFolder, fingerprintOf, isMovement } from './catalog.ts'
import type { Catalog, DeliveryEntry } from './catalog.ts'
import { runChecks } from './checks/check.ts'
import { checkInstitutions } from './checks/institutions.ts'
import { checkKeys } from './checks/keys.ts'
import { checkReferences } from './checks/references.ts'
import { checkTotals } from './checks/totals.ts'
import type { TableTotal } from './checks/totals.ts'
import { valueChecks } from './checks/values.ts'
import type { Delivery } from './delivery.ts'
import type { LoadProgress } from './progress.ts'
import { macros } from './macros.ts'
import { outputSelect } from './outputs.ts'
import { writeParquet } from './parquet.ts'
import type { Problems } from './problems.ts'
import { takeSources } from './raw.ts'
import type { ScannedFile } from './raw.ts'
import { giveKeys, readRegistries, spellNames, writeRegistries } from './registry.ts'
import { placeFolder, swapCatalog } from './swap.ts'
import { typeTables } from './typed.ts'
import type { TypedTable } from './typed.ts'

export interface Intake {
  duckdb: Duckdb
  lakeDir: string
  stageDir: string
  delivery: Delivery
  files: ScannedFile[]
  fingerprint: string
  catalog: Catalog
  problems: Problems
  onProgress: (progress: LoadProgress) => void
}

/** Stage → validate → swap. @returns the new entry of the catalogue, or undefined when there are problems */
export async function takeIn(intake: Intake): Promise<DeliveryEntry | undefined> {
  const { duckdb, stageDir, delivery, files, problems, onProgress } = intake
  onProgress({ step: 'read', item: '', done: 0, total: 1 })
  await takeSources(duckdb, delivery, files, stageDir, problems)
  if (problems.total > 0) return undefined
  if (delivery.bridge) {
    const { unit, date_form: dateForm, sentinels } = delivery.bridge.description
    for (const macro of macros({ unit, dateForm, sentinels })) await duckdb.run(macro)
  }
  let typed = 0
  const total = Object.keys(delivery.tables).length
  const tables = await typeTables(duckdb, delivery, problems, (table) => onProgress({ step: 'type', item: table, done: typed++, total }))
  if (tables.length < total || problems.total > 0) return undefined
  const totals = await validate(intake, tables)
  return problems.total > 0 ? undefined : await putInForce(intake, tables, totals)
}

async function validate({ duckdb, delivery, problems, onProgress }: Intake, tables: TypedTable[]): Promise<TableTotal[]> {
  const totals: TableTotal[] = []
  for (const [done, typed] of tables.entries()) {
    onProgress({ step: 'check', item: typed.table, done, total: tables.length })
    const before = problems.total
    await runChecks(
      duckdb,
      typed,
      valueChecks(typed, { businessDate: delivery.businessDate, covers: delivery.covers[typed.table] }),
      problems,
    )
    const readable = problems.total === before
    await checkKeys(duckdb, typed, problems)
    await checkReferences(duckdb, typed, tables, problems)
    if (typed.table === 'institution') await checkInstitutions(duckdb, typed, problems)
    totals.push(await checkTotals(duckdb, typed, delivery, readable, problems))
  }
  return totals
}

async function putInForce(intake: Intake, tables: TypedTable[], totals: TableTotal[]): Promise<DeliveryEntry> {
  const { duckdb, lakeDir, stageDir, delivery, fingerprint, catalog, onProgress } = intake
  const loadId = fingerprintOf([fingerprint, delivery.covers, catalog.keys]).slice(0, 16)
  const folder = deliveryFolder({ businessDate: delivery.businessDate, loadId })
  const entry: DeliveryEntry = { businessDate: delivery.businessDate, loadId, mapping: delivery.mapping, fingerprint, tables: {} }
  const [staged, stagedKeys] = [join(stageDir, 'delivery'), join(stageDir, 'keys')]
  for (const dir of [staged, stagedKeys]) mkdirSync(dir)
  await readRegistries(duckdb, lakeDir, catalog)
  await giveKeys(duckdb, tables)
  await spellNames(duckdb)
  for (const [done, { table }] of tables.entries()) {
    onProgress({ step: 'write', item: table, done, total: tables.length })
    await writeParquet(duckdb, outputSelect(table), join(staged, `${table}.parquet`))
    const { rows, controlSum } = totals.find((total) => total.table === table) ?? { rows: 0, controlSum: null }
    const covers = isMovement(table) ? delivery.covers[table] : undefined
    entry.tables[table] = {
      file: `${folder}/${table}.parquet`,
      rows,
      controlSum,
      ...(covers ? { coversFrom: covers.from, coversTo: covers.to } : {}),
    }
  }
  const keys = await writeRegistries(duckdb, stagedKeys, `keys/${loadId}`, catalog)
  onProgress({ step: 'swap', item: '', done: 0, total: 1 })
  placeFolder(staged, join(lakeDir, folder))
  placeFolder(stagedKeys, join(lakeDir, 'keys', loadId))
  const others = catalog.deliveries.filter((other) => other.businessDate !== entry.businessDate)
  const superseded = catalog.deliveries
    .filter((other) => other.businessDate === entry.businessDate)
    .map(deliveryFolder)
    .filter((other) => other !== folder)
  const deliveries = [...others, entry].sort((a, b) => (a.businessDate < b.businessDate ? -1 : 1))
  swapCatalog(lakeDir, { version: 1, deliveries, keys, superseded })
  return entry
}
