import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Signal } from './contract.ts'

/** Of a signal, or of everyone, what came of it over all month ends that tell. */
export interface RecordSum {
  signal: Signal | 'everyone'
  warned: number
  hasLeft: number
  from: string
  until: string
}

/** The records of the night; of some institutions, or of the whole bank, where nobody's outlet can be told. */
export async function recordSums(trx: Scoped, night: string, institutions: readonly number[] | undefined): Promise<RecordSum[]> {
  const counted =
    institutions === undefined
      ? sql`select signal, month_end, warned, has_left from warning.bank_record(${night}::date)`
      : sql`select signal, month_end, warned, has_left from warning.signal_record where business_date = ${night} and institution_id = any(${[...institutions]}::int[])`
  const { rows } = await sql<RecordSum>`
    select signal, sum(warned)::int as warned, sum(has_left)::int as "hasLeft", min(month_end) as "from", max(month_end) as until
    from (${counted}) r group by signal order by signal`.execute(trx)
  return rows
}

/** Of those who left after a warning, how many had how many days. */
export async function leadSums(
  trx: Scoped,
  night: string,
  institutions: readonly number[] | undefined,
): Promise<{ signal: Signal; days: number; customers: number }[]> {
  const counted =
    institutions === undefined
      ? sql`select signal, lead_days, customers from warning.bank_lead(${night}::date)`
      : sql`select signal, lead_days, customers from warning.signal_lead where business_date = ${night} and institution_id = any(${[...institutions]}::int[])`
  const { rows } = await sql<{ signal: Signal; days: number; customers: number }>`
    select signal, lead_days as days, sum(customers)::int as customers from (${counted}) l group by signal, lead_days`.execute(trx)
  return rows
}
