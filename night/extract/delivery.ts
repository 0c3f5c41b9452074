import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TableName } from './canonical.ts'
import { tableNames } from './canonical.ts'
import type { Catalog } from './catalog.ts'
import { isMovement } from './catalog.ts'
import { addDays, monthStart } from './dates.ts'
import { canonicalLayout } from './layout.ts'
import type { Layout } from './layout.ts'
import { manifestFile, readManifest } from './manifest.ts'
import { readMapping } from './mapping.ts'
import type { Mapping, MappingSource } from './mapping.ts'
import type { Problems } from './problems.ts'

/** One file of the bank and what its manifest says about it. */
export interface SourceFile {
  source: string
  name: string
  path: string
  layout: Layout
  rows?: number
  bytes?: number
}

/** What a manifest promises about a canonical table. */
export interface Promised {
  rows?: number
  controlSum?: string
}

/** A delivery as found in its folder, before a byte of data was read. */
export interface Delivery {
  businessDate: string
  mapping: string
  /** undefined: the canonical format itself */
  bridge: Mapping | undefined
  files: SourceFile[]
  /** canonical tables that are delivered, with what is promised about them */
  tables: Partial<Record<TableName, Promised>>
  covers: Partial<Record<TableName, { from: string; to: string }>>
}

export interface DeliveryRequest {
  from: string
  mapping: string
  mappingsDir?: string
  businessDate: string | undefined
  catalog: Catalog
  problems: Problems
}

/** Finds the files of a delivery. What is amiss is added to the problems; then the result may be undefined. */
export const readDelivery = (request: DeliveryRequest): Delivery | undefined =>
  request.mapping === 'canonical' ? canonicalDelivery(request) : mappedDelivery(request)

function canonicalDelivery({ from, businessDate, problems }: DeliveryRequest): Delivery | undefined {
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

const fill = (pattern: string, date: string): string => {
  const [yyyy = '', mm = '', dd = ''] = date.split('-')
  const values: Record<string, string> = { yyyymmdd: yyyy + mm + dd, yyyy, mm, dd, quarter: String(Math.ceil(Number(mm) / 3)) }
  return pattern.replaceAll(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}

function matching(from: string, pattern: string): string[] {
  const regex = new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  )
  return readdirSync(from)
    .filter((name) => regex.test(name))
    .sort()
}

const layoutOf = (source: MappingSource): Layout => ({
  format: source.format,
  delimiter: source.delimiter,
  trailing: source.trailing_delimiter,
  quote: source.quote,
  header: source.header,
  columns: source.columns,
  encoding: source.encoding,
})

function mappedDelivery({ from, mapping: name, mappingsDir, businessDate, catalog, problems }: DeliveryRequest): Delivery | undefined {
  if (businessDate === undefined) throw new Error(`映射 ${name} 须给出业务日期，例如 --date 2019-09-30。`)
  const bridge = readMapping(name, mappingsDir)
  const { description } = bridge
  if (description.business_dates && !description.business_dates.includes(businessDate)) {
    problems.add({
      file: 'mapping.yaml',
      line: null,
      column: null,
      code: 'wrong_business_date',
      found: businessDate,
      expected: description.business_dates.join(', '),
    })
    return undefined
  }
  const promised = readFlag(from, bridge, businessDate, problems)
  if (!promised) return undefined
  const delivery: Delivery = { businessDate, mapping: name, bridge, files: [], tables: {}, covers: {} }
  for (const [source, settings] of Object.entries(description.sources)) {
    const pattern = fill(settings.files, businessDate)
    const names = existsSync(from) ? matching(from, pattern) : []
    if (names.length === 0 && settings.required)
      problems.add({ file: pattern, line: null, column: null, code: 'missing_file', found: '没有', expected: `${from} 中的 ${pattern}` })
    for (const file of names) {
      delivery.files.push({ source, name: file, path: join(from, file), layout: layoutOf(settings), ...promised.get(file) })
    }
  }
  for (const table of tableNames) {
    if (!bridge.views[table]) continue
    delivery.tables[table] = {}
    if (isMovement(table)) delivery.covers[table] = coverOf(bridge, table, businessDate, catalog)
  }
  return delivery
}

function coverOf(bridge: Mapping, table: TableName, businessDate: string, catalog: Catalog): { from: string; to: string } {
  const cover = table in bridge.description.covers ? bridge.description.covers[table as keyof typeof bridge.description.covers] : undefined
  if (cover === undefined || cover === 'business_date') return { from: businessDate, to: businessDate }
  if (cover === 'month') return { from: monthStart(businessDate), to: businessDate }
  const earlier = catalog.deliveries.filter((delivery) => delivery.businessDate < businessDate).at(-1)
  return { from: earlier ? addDays(earlier.businessDate, 1) : cover.first, to: businessDate }
}

/** Reads an `.ok`/`.flg` file: one line `name<separator>rows<separator>bytes` per file. Without the flag the delivery is not there yet. */
function readFlag(
  from: string,
  bridge: Mapping,
  businessDate: string,
  problems: Problems,
): Map<string, { rows: number; bytes: number }> | undefined {
  const promised = new Map<string, { rows: number; bytes: number }>()
  const { manifest } = bridge.description
  if (manifest.style === 'none') return promised
  const flag = fill(manifest.file, businessDate)
  if (!existsSync(join(from, flag))) {
    problems.add({ file: flag, line: null, column: null, code: 'not_there_yet', found: '没有', expected: `${from} 中的 ${flag}` })
    return undefined
  }
  for (const [index, line] of readFileSync(join(from, flag), 'utf8').split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const [file = '', rows = '', bytes = ''] = line.split(manifest.separator).map((part) => part.trim())
    if (/^\d+$/.test(rows) && /^\d+$/.test(bytes)) promised.set(file, { rows: Number(rows), bytes: Number(bytes) })
    else
      problems.add({
        file: flag,
        line: index + 1,
        column: null,
        code: 'bad_manifest',
        found: line,
        expected: `文件名 ${manifest.separator} 行数 ${manifest.separator} 字节数`,
      })
    if (!existsSync(join(from, file)))
      problems.add({
        file,
        line: null,
        column: null,
        code: 'missing_file',
        found: '没有',
        expected: `${flag} 第 ${index + 1} 行列出的文件`,
      })
  }
  return promised
}
