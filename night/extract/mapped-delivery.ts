import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { tableNames } from './canonical.ts'
import type { TableName } from './canonical.ts'
import type { Catalog } from './catalog.ts'
import { isMovement } from './catalog.ts'
import { addDays, monthStart } from './dates.ts'
import type { Delivery, DeliveryRequest } from './delivery.ts'
import { fill } from './file-pattern.ts'
import { readFlag } from './flag-file.ts'
import type { Layout } from './layout.ts'
import { readMapping } from './mapping.ts'
import type { Mapping, MappingSource } from './mapping.ts'

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

/** A folder in a bank's own layout, by the mapping's description. */
export function mappedDelivery({
  from,
  mapping: name,
  mappingsDir,
  businessDate,
  catalog,
  problems,
}: DeliveryRequest): Delivery | undefined {
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
