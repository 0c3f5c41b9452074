import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { HandoverReason } from './contract.ts'
import type { Portfolio } from './portfolio.sql.ts'

export interface NewHandover extends Portfolio {
  toManagerId: number
  reason: HandoverReason
  note: string | null
  takesEffectOn: string
  madeBy: number
  madeByName: string
  madeAt: Date
}

/** Writes a hand-over down with its customers and what is open about them; its number. What the database turns back for two at once is a unique violation. */
export async function insertHandover(trx: Scoped, order: NewHandover, customerIds: readonly bigint[]): Promise<number> {
  const { fromManagerId, toManagerId, institutionId, reason, note, takesEffectOn, madeBy, madeByName, madeAt } = order
  const { rows } = await sql<{ id: number }>`
    insert into handover.handover (from_manager_id, to_manager_id, institution_id, reason, note, takes_effect_on, made_by, made_by_name, made_at)
    values (${fromManagerId}, ${toManagerId}, ${institutionId}, ${reason}, ${note}, ${takesEffectOn}::date, ${madeBy}, ${madeByName}, ${madeAt}) returning id`.execute(
    trx,
  )
  const id = rows[0]?.id
  if (id === undefined) throw new Error('the hand-over has no number')
  const ids = customerIds.map(String)
  await sql`
    insert into handover.handed_customer (handover_id, customer_id, institution_id, from_manager_id, to_manager_id, bank_manager_id, aum_before_fen, class)
    select ${id}, s.customer_id, s.institution_id, s.manager_id, ${toManagerId}, case when h.customer_id is null then s.manager_id else h.bank_manager_id end, s.aum_fen, k.class
    from customer.customer_snapshot s left join contact.cadence k on k.customer_id = s.customer_id
    left join handover.handed_customer h on h.customer_id = s.customer_id and h.state = 'standing'
    where s.business_date = (select privacy.published_night()) and s.customer_id = any(${ids}::bigint[])`.execute(trx)
  await sql`
    insert into handover.handed_promise (handover_id, promise_id, customer_id)
    select ${id}, p.id, p.customer_id from contact.promise p
    where p.customer_id = any(${ids}::bigint[]) and not exists (select from contact.promise_step s where s.promise_id = p.id and s.kind <> 'put_off')`.execute(
    trx,
  )
  await sql`
    insert into handover.handed_case (handover_id, case_id, customer_id)
    select ${id}, l.id, l.customer_id from retention.leave_case l
    where l.customer_id = any(${ids}::bigint[]) and l.state in ('opened', 'talking', 'waiting', 'said_stayed')`.execute(trx)
  return id
}

/** Brings it into effect now; how many customers went over. */
export async function takeEffect(trx: Scoped, id: number, at: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select handover.take_effect(${id}, ${at}) as n`.execute(trx)
  return rows[0]?.n ?? 0
}

export interface HandoverRecord {
  id: number
  fromName: string | null
  toName: string
  toManagerId: number
  institutionId: number
  institutionName: string
  reason: HandoverReason
  note: string | null
  takesEffectOn: string
  madeByName: string
  cancelled: boolean
  applied: boolean
}

/** Hand-overs in sight, the newest first; or the one of a number. */
export async function handoversOf(trx: Scoped, limit: number, id?: number): Promise<HandoverRecord[]> {
  const { rows } = await sql<HandoverRecord>`
    select h.id, f.name as "fromName", t.name as "toName", h.to_manager_id as "toManagerId", h.institution_id as "institutionId", i.name as "institutionName",
      h.reason, h.note, h.takes_effect_on as "takesEffectOn", h.made_by_name as "madeByName", h.cancelled_at is not null as cancelled, h.applied_at is not null as applied
    from handover.handover h join organisation.staff t on t.id = h.to_manager_id left join organisation.staff f on f.id = h.from_manager_id
    join organisation.institution i on i.id = h.institution_id
    where ${id === undefined ? sql`true` : sql`h.id = ${id}`}
    order by h.applied_at is not null, h.made_at desc, h.id desc limit ${limit}`.execute(trx)
  return rows
}

/** Calls one off that has not come into effect; false when there is none in sight that could be. */
export async function cancelRow(trx: Scoped, id: number, userId: number, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update handover.handover set cancelled_by = ${userId}, cancelled_at = ${at} where id = ${id} and applied_at is null and cancelled_at is null`.execute(
    trx,
  )
  return numAffectedRows === 1n
}
