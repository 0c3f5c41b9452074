import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { tableNames } from './canonical.ts'
import { isMovement } from './catalog.ts'
import type { Delivery, DeliveryRequest } from './delivery.ts'
import { canonicalLayout } from './layout.ts'
import { manifestFile, readManifest } from './manifest.ts'

/** A folder in the canonical format, by its manifest. */
export function canonicalDelivery({ from, businessDate, problems }: DeliveryRequest): Delivery | undefined {
  const manifest = readManifest(from, problems)
  if (!manifest) return undefined
  if (businessDate !== undefined && businessDate !== manifest.business_date) {
    problems.add({
      file: manifestFile,
      line: null,
      column: 'business_date',
      code: 'wrong_business_date',
      found: manifest.business_date,
      expected: businessDate,
    })
  }
  const delivery: Delivery = {
    businessDate: manifest.business_date,
    mapping: 'canonical',
    bridge: undefined,
    files: [],
    tables: {},
    covers: {},
  }
  for (const table of tableNames) {
    const entry = manifest.tables[table]
    if (!entry) continue
    delivery.tables[table] = { rows: entry.rows, ...(entry.control_sum === undefined ? {} : { controlSum: String(entry.control_sum) }) }
    for (const name of entry.files) {
      const path = join(from, name)
      if (existsSync(path)) delivery.files.push({ source: table, name, path, layout: canonicalLayout(manifest.encoding, name) })
      else problems.add({ file: name, line: null, column: null, code: 'missing_file', found: '没有', expected: `${table} 的文件` })
    }
    if (!isMovement(table)) continue
    const span = { from: entry.covers_from ?? manifest.business_date, to: entry.covers_to ?? manifest.business_date }
    if (span.from > span.to || span.to > manifest.business_date) {
      const found = `${span.from} … ${span.to}`
      problems.add({
        file: manifestFile,
        line: null,
        column: `${table}.covers_from`,
        code: 'bad_manifest',
        found,
        expected: `covers_from ≤ covers_to ≤ ${manifest.business_date}`,
      })
    }
    delivery.covers[table] = span
  }
  return delivery
}
