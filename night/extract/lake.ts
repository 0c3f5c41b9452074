import { join } from 'node:path'
import { canonical, tableNames } from './canonical.ts'
import type { TableName } from './canonical.ts'
import { fingerprintOf, readCatalog } from './catalog.ts'
import type { DeliveryEntry } from './catalog.ts'
import { addDays, datesBetween } from './dates.ts'

type Tables = typeof canonical
export type MovementTable = { [T in TableName]: Tables[T]['form'] extends 'movement' ? T : never }[TableName]
export type StateTable = Exclude<TableName, MovementTable>
export const movementTables = tableNames.filter((name): name is MovementTable => canonical[name].form === 'movement')
export const stateTables = tableNames.filter((name): name is StateTable => canonical[name].form === 'state')

/** One Parquet file of a movement; only its rows with `business_date` between `from` and `to` count. */
export interface MovementPart {
  file: string
  from: string
  to: string
}

/** What the lake knows at a business date. File names are paths that begin with the lake's folder. */
export interface LakeState {
  businessDate: string
  /** 数据日期: the newest delivery up to the business date */
  dataAsOf: string
  state: Record<StateTable, string | undefined>
  /** oldest dates first */
  movement: Record<MovementTable, MovementPart[]>
  /** calendar dates between the first delivery and the data date that no transaction delivery covers; of the days after it nothing is known at all */
  gaps: string[]
  /** of all of the above, by content; does not depend on where the lake lies */
  fingerprint: string
}

/** Takes `to … from` out of `free`, newest first; what was free comes back as parts, what remains stays in `free`. */
function claim(free: { from: string; to: string }[], from: string, to: string): { from: string; to: string }[] {
  const taken: { from: string; to: string }[] = []
  const left: { from: string; to: string }[] = []
  for (const span of free) {
    const start = span.from > from ? span.from : from
    const end = span.to < to ? span.to : to
    if (start > end) {
      left.push(span)
      continue
    }
    taken.push({ from: start, to: end })
    if (span.from < start) left.push({ from: span.from, to: addDays(start, -1) })
    if (span.to > end) left.push({ from: addDays(end, 1), to: span.to })
  }
  free.splice(0, free.length, ...left)
  return taken
}

/** Of movements that two deliveries cover, the later business date wins for its dates. */
function partsOf(deliveries: DeliveryEntry[], table: MovementTable, businessDate: string): MovementPart[] {
  const free = [{ from: '0001-01-01', to: businessDate }]
  const parts: MovementPart[] = []
  for (const delivery of deliveries.toReversed()) {
    const entry = delivery.tables[table]
    if (!entry?.coversFrom || !entry.coversTo) continue
    for (const span of claim(free, entry.coversFrom, entry.coversTo)) parts.push({ file: entry.file, ...span })
  }
  return parts.sort((a, b) => (a.from < b.from ? -1 : 1))
}

const record = <K extends string, V>(keys: K[], value: (key: K) => V) =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>

/**
 * What the night reads (DOMAIN §1): the newest delivery's states, and of movements every date once.
 * @returns undefined when nothing was delivered up to `businessDate` ('YYYY-MM-DD')
 */
export function lakeStateAt(lakeDir: string, businessDate: string): LakeState | undefined {
  const deliveries = readCatalog(lakeDir).deliveries.filter((delivery) => delivery.businessDate <= businessDate)
  const first = deliveries[0]
  const newest = deliveries.at(-1)
  if (!first || !newest) return undefined
  const state = record(stateTables, (table) => newest.tables[table]?.file)
  const movement = record(movementTables, (table) => partsOf(deliveries, table, businessDate))
  const covered = movement.transaction
  const gaps = datesBetween(first.businessDate, newest.businessDate).filter(
    (date) => !covered.some((part) => part.from <= date && date <= part.to),
  )
  const content = { businessDate, dataAsOf: newest.businessDate, state, movement, gaps }
  return {
    ...content,
    state: record(stateTables, (table) => state[table] && join(lakeDir, state[table])),
    movement: record(movementTables, (table) => movement[table].map((part) => ({ ...part, file: join(lakeDir, part.file) }))),
    fingerprint: fingerprintOf(content),
  }
}
