import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'

/** Outlets that gifts of an outlet may be sent to on a day: its neighbours and those under the same roof. */
export async function destinationsOf(trx: Scoped, institutionId: number, day: string): Promise<{ institutionId: number; name: string }[]> {
  const { rows } = await sql<{ institutionId: number; name: string }>`
    select institution_id as "institutionId", name from points.destinations(${institutionId}, ${day}::date)`.execute(trx)
  return rows
}

export interface NewTransfer {
  id: string
  batchId: string
  giftId: number
  fromInstitutionId: number
  toInstitutionId: number
  pieces: number
  documentNo: string
  expiresOn: string | null
}

export async function insertTransfer(trx: Scoped, one: NewTransfer, by: { userId: number; name: string }, at: Date): Promise<void> {
  await sql`insert into points.transfer (transfer_id, batch_id, gift_id, from_institution_id, to_institution_id, pieces, document_no, expires_on, sent_by, sent_name, sent_at)
    values (${one.id}::uuid, ${one.batchId}::bigint, ${one.giftId}, ${one.fromInstitutionId}, ${one.toInstitutionId}, ${one.pieces}, ${one.documentNo},
      ${one.expiresOn}::date, ${by.userId}, ${by.name}, ${at})`.execute(trx)
}

export async function insertArrival(
  trx: Scoped,
  arrival: { transferId: string; arrived: number; batchId: string | null; note: string | null },
  by: { userId: number; name: string },
  at: Date,
): Promise<void> {
  await sql`insert into points.transfer_arrival (transfer_id, arrived, batch_id, note, received_by, received_name, at)
    values (${arrival.transferId}::uuid, ${arrival.arrived}, ${arrival.batchId}::bigint, ${arrival.note}, ${by.userId}, ${by.name}, ${at})`.execute(
    trx,
  )
}

export async function insertMissing(
  trx: Scoped,
  missing: { transferId: string; outcome: 'lost' | 'returned'; note: string },
  by: { userId: number; name: string },
  at: Date,
): Promise<void> {
  await sql`insert into points.transfer_missing (transfer_id, outcome, note, decided_by, decided_name, at)
    values (${missing.transferId}::uuid, ${missing.outcome}, ${missing.note}, ${by.userId}, ${by.name}, ${at})`.execute(trx)
}

export interface KeptTransfer {
  transferId: string
  batchId: string
  giftId: number
  giftName: string
  fromInstitutionId: number
  fromName: string
  toInstitutionId: number
  toName: string
  pieces: number
  documentNo: string
  expiresOn: string | null
  sentBy: number
  sentName: string
  sentAt: Date
  /** null: still under way */
  arrived: number | null
  receivedBy: number | null
  receivedName: string | null
  arrivalNote: string | null
  /** of pieces that did not arrive; null: none, or the sender has not said yet */
  missing: 'lost' | 'returned' | null
  missingNote: string | null
}

const transfers = sql`
  select t.transfer_id as "transferId", t.batch_id::text as "batchId", t.gift_id as "giftId", g.name as "giftName", t.from_institution_id as "fromInstitutionId",
    f.name as "fromName", t.to_institution_id as "toInstitutionId", o.name as "toName", t.pieces, t.document_no as "documentNo", t.expires_on as "expiresOn",
    t.sent_by as "sentBy", t.sent_name as "sentName", t.sent_at as "sentAt", a.arrived, a.received_by as "receivedBy", a.received_name as "receivedName",
    a.note as "arrivalNote", m.outcome as missing, m.note as "missingNote"
  from points.transfer t join points.gift g using (gift_id) join organisation.institution f on f.id = t.from_institution_id
    join organisation.institution o on o.id = t.to_institution_id left join points.transfer_arrival a using (transfer_id)
    left join points.transfer_missing m using (transfer_id)`

/** A transfer in sight of one of its ends; undefined when there is none. */
export async function transferOf(trx: Scoped, id: string): Promise<KeptTransfer | undefined> {
  const { rows } = await sql<KeptTransfer>`${transfers} where t.transfer_id = ${id}::uuid`.execute(trx)
  return rows[0]
}

/** Transfers in sight: those that are not settled first, then the newest, at most 100. */
export async function listTransfers(trx: Scoped): Promise<KeptTransfer[]> {
  const { rows } = await sql<KeptTransfer>`${transfers}
    order by (a.arrived is null or (a.arrived < t.pieces and m.outcome is null)) desc, t.sent_at desc limit 100`.execute(trx)
  return rows
}
