import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'

export interface NewHandOut {
  id: string
  receiptNo: string
  customerId: bigint
  giftId: number
  batchId: string
  points: bigint
  reservePosting: bigint
  capturePosting: bigint
  signature: Buffer
  institutionId: number
  businessDate: string
  issuedBy: number
  issuedName: string
  at: Date
  /** when it is for a code */
  redemptionId?: string
}

export async function insertHandOut(trx: Scoped, one: NewHandOut): Promise<void> {
  await sql`insert into points.hand_out (hand_out_id, receipt_no, customer_id, gift_id, batch_id, points, reserve_posting, capture_posting, signature,
      institution_id, business_date, issued_by, issued_name, at, redemption_id)
    values (${one.id}::uuid, ${one.receiptNo}, ${one.customerId}, ${one.giftId}, ${one.batchId}::bigint, ${one.points}, ${one.reservePosting},
      ${one.capturePosting}, ${one.signature}, ${one.institutionId}, ${one.businessDate}, ${one.issuedBy}, ${one.issuedName}, ${one.at},
      ${one.redemptionId ?? null}::uuid)`.execute(trx)
}

interface KeptHandOut {
  handOutId: string
  receiptNo: string
  customerId: bigint
  giftId: number
  batchId: string
  points: bigint
  institutionId: number
  businessDate: string
  issuedBy: number
  redemptionId: string | null
  undone: boolean
}

/** A hand-out in sight; undefined when there is none. */
export async function handOutOf(trx: Scoped, id: string): Promise<KeptHandOut | undefined> {
  const { rows } = await sql<KeptHandOut>`
    select o.hand_out_id as "handOutId", o.receipt_no as "receiptNo", o.customer_id as "customerId", o.gift_id as "giftId", o.batch_id::text as "batchId",
      o.points, o.institution_id as "institutionId",
      o.business_date as "businessDate", o.issued_by as "issuedBy",
      o.redemption_id as "redemptionId", u.hand_out_id is not null as undone
    from points.hand_out o left join points.hand_out_undo u using (hand_out_id)
    where o.hand_out_id = ${id}::uuid`.execute(trx)
  return rows[0]
}

export async function insertUndo(
  trx: Scoped,
  undo: { handOutId: string; reason: string; reversePosting: bigint; businessDate: string; at: Date },
  userId: number,
): Promise<void> {
  await sql`insert into points.hand_out_undo (hand_out_id, reason, reverse_posting, business_date, undone_by, at)
    values (${undo.handOutId}::uuid, ${undo.reason}, ${undo.reversePosting}, ${undo.businessDate}, ${userId}, ${undo.at})`.execute(trx)
}

export interface ListedHandOut {
  handOutId: string
  receiptNo: string
  giftName: string
  points: bigint
  businessDate: string
  at: Date
  issuedBy: string
  institutionId: number
  institutionName: string
  customerNo: string
  undone: boolean
}

/** What a customer was handed, the newest first, at most 20. */
export async function handOutsOf(trx: Scoped, customerId: string): Promise<ListedHandOut[]> {
  const { rows } = await sql<ListedHandOut>`
    select o.hand_out_id as "handOutId", o.receipt_no as "receiptNo", g.name as "giftName", o.points, o.business_date as "businessDate", o.at,
      o.issued_name as "issuedBy", i.id as "institutionId", i.name as "institutionName", c.customer_no as "customerNo", u.hand_out_id is not null as undone
    from points.hand_out o join points.gift g using (gift_id) left join points.hand_out_undo u using (hand_out_id)
      join organisation.institution i on i.id = o.institution_id
      join customer.customer c on c.customer_id = o.customer_id and c.business_date = (select p.business_date from extract.publication p where p.is_current)
    where o.customer_id = ${customerId}::bigint order by o.at desc limit 20`.execute(trx)
  return rows
}

/** The outlet of a customer of the current night, in sight; undefined when there is none. */
export async function outletOfCustomer(trx: Scoped, customerId: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select institution_id as id from customer.customer where customer_id = ${customerId}::bigint
    and business_date = (select p.business_date from extract.publication p where p.is_current)`.execute(trx)
  return rows[0]?.id
}

/** What a customer's lots hold on a day, by programme and last day, the first to expire first. Whole points. */
export async function lotsOf(trx: Scoped, customerId: string, day: string) {
  const { rows } = await sql<{ programmeId: number; expiresOn: string | null; points: bigint }>`
    select h.programme_id as "programmeId", l.expires_on as "expiresOn", sum(l.available)::bigint as points
    from points.lot l join points.holder h using (holder_id)
    where h.customer_id = ${customerId}::bigint and l.available > 0 and (l.expires_on is null or l.expires_on >= ${day}::date)
    group by 1, 2 order by 2 nulls last`.execute(trx)
  return rows
}

/** Turns the points of a hand-out round: to the same lots with their own last day. Whoever sees the desk may, of a neighbour's customer too. */
export async function reverseHandOut(trx: Scoped, handOutId: string, day: string): Promise<bigint> {
  const { rows } = await sql<{
    id: bigint
  }>`select posting_id as id from points.reverse_hand_out(${handOutId}::uuid, ${day}::date)`.execute(trx)
  const made = rows[0]
  if (!made) throw new Error('the ledger reversed nothing')
  return made.id
}

export interface Receipt {
  handOutId: string
  receiptNo: string
  giftName: string
  programme: string
  points: bigint
  customerName: string | null
  institutionName: string
  issuedBy: string
  at: Date
  signature: Buffer
  undone: boolean
}

/** What stands on the receipt of a hand-out in sight; the name as it is. Undefined when there is none. */
export async function receiptOf(trx: Scoped, handOutId: string): Promise<Receipt | undefined> {
  const { rows } = await sql<Receipt>`
    select o.hand_out_id as "handOutId", o.receipt_no as "receiptNo", g.name as "giftName", p.name as programme, o.points,
      coalesce(c.name, points.holder_of_code(o.redemption_id)) as "customerName", i.name as "institutionName", o.issued_name as "issuedBy", o.at, o.signature,
      exists (select from points.hand_out_undo u where u.hand_out_id = o.hand_out_id) as undone
    from points.hand_out o join points.gift g using (gift_id) join points.programme p using (programme_id) join organisation.institution i on i.id = o.institution_id
      left join customer.customer c on c.customer_id = o.customer_id and c.business_date = (select p.business_date from extract.publication p where p.is_current)
    where o.hand_out_id = ${handOutId}::uuid`.execute(trx)
  return rows[0]
}
