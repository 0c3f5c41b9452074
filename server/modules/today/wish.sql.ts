import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

export interface StandingWish {
  customerId: bigint
  kind: 'pin' | 'leave_out' | 'postpone'
  until: string | null
  reason: string | null
}

/**
 * What a manager wishes for a day, one row a customer: the newest word of that day, or an earlier postponement that reaches beyond it. Later words of
 * any day lift a postponement.
 */
export async function standingWishes(trx: Database, managerId: number, date: string): Promise<StandingWish[]> {
  const { rows } = await sql<StandingWish>`
    select "customerId", kind, until, reason from (
      select distinct on (customer_id) customer_id as "customerId", kind, until, reason, plan_date
      from today.wish where manager_id = ${managerId} and plan_date <= ${date}::date and (plan_date = ${date}::date or until > ${date}::date or kind <> 'postpone')
      order by customer_id, id desc) newest
    where kind <> 'none' and (plan_date = ${date}::date or kind = 'postpone') and (kind <> 'postpone' or until > ${date}::date)
    order by "customerId"`.execute(trx)
  return rows
}

export interface NewWish {
  managerId: number
  institutionId: number
  customerId: bigint
  planDate: string
  kind: 'pin' | 'leave_out' | 'postpone' | 'none'
  until?: string | undefined
  reason?: string | undefined
  note?: string | undefined
  madeBy: number
  madeAt: Date
}

export async function insertWish(trx: Database, wish: NewWish): Promise<void> {
  await sql`
    insert into today.wish (manager_id, institution_id, customer_id, plan_date, kind, until, reason, note, made_by, made_at)
    values (${wish.managerId}, ${wish.institutionId}, ${wish.customerId}, ${wish.planDate}, ${wish.kind}, ${wish.until ?? null}, ${wish.reason ?? null},
      ${wish.note ?? null}, ${wish.madeBy}, ${wish.madeAt})`.execute(trx)
}
