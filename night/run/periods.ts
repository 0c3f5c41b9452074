import type { Cell, ColumnTypes } from '../engines/engine.ts'
import { addDays, datesBetween, monthStart } from '../extract/dates.ts'
import type { LakeState, MovementPart } from '../extract/lake.ts'
import { attritionBesideColumns, attritionScoreColumns } from './scores.ts'

/** The months a night looks at: 0 is the running one (up to the data date), 1 the newest closed one, 13 the oldest. */
export interface Period {
  monthsAgo: number
  start: string
  /** the month's last day; of the running month the data date */
  end: string
  days: number
  /** postings of every day were delivered */
  transactionsKnown: boolean
}

export const closedMonths = 13
const calendarDaysAhead = 366

/** The parts that lie between two dates, cut to them. */
export function cut(parts: readonly MovementPart[], from: string, to: string): MovementPart[] {
  return parts
    .map((part) => ({ file: part.file, from: part.from > from ? part.from : from, to: part.to < to ? part.to : to }))
    .filter((part) => part.from <= part.to)
}

function covered(parts: readonly MovementPart[], from: string, to: string): boolean {
  let next = from
  for (const part of [...parts].sort((a, b) => (a.from < b.from ? -1 : 1)))
    if (part.from <= next && part.to >= next) next = addDays(part.to, 1)
  return next > to
}

/** The running month and the thirteen before it, newest first. */
export function periodsOf(state: LakeState): Period[] {
  const periods: Period[] = []
  let end = state.dataAsOf
  for (let monthsAgo = 0; monthsAgo <= closedMonths; monthsAgo++) {
    const start = monthStart(end)
    periods.push({ monthsAgo, start, end, days: Number(end.slice(8)), transactionsKnown: covered(state.movement.transaction, start, end) })
    end = addDays(start, -1)
  }
  return periods
}

export const periodColumns: ColumnTypes = { period_start: 'date', period_end: 'date', days: 'integer', transactions_known: 'boolean' }
export const periodRow = (period: Period): Record<string, Cell> => ({
  period_start: period.start,
  period_end: period.end,
  days: period.days,
  transactions_known: period.transactionsKnown,
})

export const monthColumns: ColumnTypes = {
  months_ago: 'integer',
  month_start: 'date',
  month_end: 'date',
  days: 'integer',
  balances_known: 'boolean',
  transactions_known: 'boolean',
}
/** One row per month; a month's balances are known when the bank delivered any balance of its last day. */
export const monthRows = (periods: readonly Period[], balancesKnown: ReadonlySet<number>): Record<string, Cell>[] =>
  periods.map((period) => ({
    months_ago: period.monthsAgo,
    month_start: period.start,
    month_end: period.end,
    days: period.days,
    balances_known: balancesKnown.has(period.monthsAgo),
    transactions_known: period.transactionsKnown,
  }))

export const nightColumns: ColumnTypes = {
  business_date: 'date',
  data_as_of: 'date',
  month_start: 'date',
  month_days: 'integer',
  transactions_known: 'boolean',
  first_posting_on: 'date',
  last_known_ago: 'integer',
  last_known_days: 'integer',
}
/** What every model may know of the night: one row. `last_known_*` is the newest closed month whose end was delivered. */
export function nightRow(state: LakeState, periods: readonly Period[], balancesKnown: ReadonlySet<number>): Record<string, Cell> {
  const running = periods[0]
  const lastKnown = periods.find((period) => period.monthsAgo > 0 && balancesKnown.has(period.monthsAgo))
  return {
    business_date: state.businessDate,
    data_as_of: state.dataAsOf,
    month_start: running?.start ?? null,
    month_days: running?.days ?? null,
    transactions_known: running?.transactionsKnown ?? false,
    first_posting_on: state.movement.transaction[0]?.from ?? null,
    last_known_ago: lastKnown?.monthsAgo ?? null,
    last_known_days: lastKnown?.days ?? null,
  }
}

export const calendarColumns: ColumnTypes = { calendar_date: 'date', month_end: 'date', data_days_since: 'integer' }
/** Every date from the oldest month's start to a year ahead. `data_days_since`: the days after it up to the data date of which postings were delivered. */
export function calendarRows(state: LakeState, periods: readonly Period[]): Record<string, Cell>[] {
  const gaps = new Set(state.gaps)
  const rows: Record<string, Cell>[] = []
  const first =
    [addDays(periods.at(-1)?.start ?? state.dataAsOf, -1), addDays(state.movement.transaction[0]?.from ?? state.dataAsOf, -1)].sort()[0] ??
    state.dataAsOf
  let since = 0
  for (const date of datesBetween(first, state.dataAsOf).toReversed()) {
    rows.push({ calendar_date: date, month_end: monthEnd(date), data_days_since: since })
    if (!gaps.has(date)) since++
  }
  for (const date of datesBetween(addDays(state.dataAsOf, 1), addDays(state.dataAsOf, calendarDaysAhead)))
    rows.push({ calendar_date: date, month_end: monthEnd(date), data_days_since: null })
  return rows.toReversed()
}

const monthEnd = (date: string): string => addDays(monthStart(addDays(monthStart(date), 31)), -1)

/** The customers the bank delivered at a period's end; none when it delivered nothing on that day. */
export const periodCustomerColumns: ColumnTypes = { customer_id: 'bigint' }

/** Relations the runner gives beside the lake's tables and the policies. */
export const nightRelations: Record<string, ColumnTypes> = {
  night: nightColumns,
  period: periodColumns,
  month: monthColumns,
  calendar: calendarColumns,
  period_customer: periodCustomerColumns,
  attrition_score: attritionScoreColumns,
  attrition_beside: attritionBesideColumns,
}
