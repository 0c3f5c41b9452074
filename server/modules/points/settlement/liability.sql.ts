import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { LotHistory } from './breakage.rules.ts'

export interface Outstanding {
  programmeId: number
  programme: string
  institutionId: number
  institutionName: string
  month: string | null
  customers: bigint
  points: bigint
}

/** Points outstanding by programme, issuing outlet in sight and month of the last day. */
export async function outstandingOn(trx: Scoped, day: string): Promise<Outstanding[]> {
  const { rows } = await sql<Outstanding>`
    select o.programme_id as "programmeId", p.name as programme, o.institution_id as "institutionId", i.name as "institutionName", o.month, o.customers, o.points
    from points.outstanding(${day}::date) o join points.programme p using (programme_id) join organisation.institution i on i.id = o.institution_id
    order by p.code, i.code, o.month nulls last`.execute(trx)
  return rows
}

/** What became of lots that ended between two days, bank-wide, sums by programme. */
export async function lotHistory(trx: Scoped, since: string, day: string): Promise<(LotHistory & { programmeId: number })[]> {
  const { rows } = await sql<LotHistory & { programmeId: number }>`
    select programme_id as "programmeId", months_left as "monthsLeft", moved, lapsed from points.lot_history(${since}::date, ${day}::date)`.execute(
    trx,
  )
  return rows
}
