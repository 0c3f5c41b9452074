import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'

interface KeptBatch {
  batchId: string
  giftName: string
  institutionName: string
  documentNo: string
  expiresOn: string | null
  available: number
  receivedAt: Date
}

/** The batches in sight that have pieces left, the first to expire first, at most 300. */
export async function listBatches(trx: Database): Promise<KeptBatch[]> {
  const { rows } = await sql<KeptBatch>`
    select b.batch_id::text as "batchId", g.name as "giftName", i.name as "institutionName", b.document_no as "documentNo", b.expires_on as "expiresOn",
      b.available, b.received_at as "receivedAt"
    from points.stock_batch b join points.gift g using (gift_id) join organisation.institution i on i.id = b.institution_id
    where b.available > 0 order by b.expires_on nulls last, b.batch_id limit 300`.execute(trx)
  return rows
}

/** Opens a batch at an outlet and puts its pieces in; returns its number. */
export async function insertBatch(
  trx: Scoped,
  batch: { giftId: number; institutionId: number; expiresOn: string | null; documentNo: string; pieces: number },
  userId: number,
  at: Date,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into points.stock_batch (gift_id, institution_id, expires_on, document_no, kept_by, received_at)
    values (${batch.giftId}, ${batch.institutionId}, ${batch.expiresOn}, ${batch.documentNo}, ${userId}, ${at}) returning batch_id::text as id`.execute(
    trx,
  )
  const id = rows[0]?.id ?? ''
  await insertMove(trx, { batchId: id, kind: 'receive', pieces: batch.pieces, handOutId: null, note: null }, userId, at)
  return id
}

export interface StockMove {
  batchId: string
  kind: 'receive' | 'hand_out' | 'undo' | 'difference'
  pieces: number
  handOutId: string | null
  note: string | null
}

/** Moves stock; the database keeps the sum and refuses what would go below zero. */
export async function insertMove(trx: Scoped, move: StockMove, userId: number, at: Date): Promise<void> {
  await sql`insert into points.stock_move (batch_id, kind, pieces, hand_out_id, note, moved_by, at)
    values (${move.batchId}::bigint, ${move.kind}, ${move.pieces}, ${move.handOutId}::uuid, ${move.note}, ${userId}, ${at})`.execute(trx)
}

/** What a batch of one's own outlet has left; undefined when it is not there. */
export async function batchOf(trx: Scoped, batchId: string, institutionId: number): Promise<{ available: number } | undefined> {
  const { rows } = await sql<{ available: number }>`
    select available from points.stock_batch where batch_id = ${batchId}::bigint and institution_id = ${institutionId}`.execute(trx)
  return rows[0]
}

/** The batch of a gift that goes out next at an outlet: the first to expire that has not; undefined when nothing is left. */
export async function nextBatch(trx: Scoped, giftId: number, institutionId: number, day: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select batch_id::text as id from points.stock_batch
    where gift_id = ${giftId} and institution_id = ${institutionId} and available > 0 and (expires_on is null or expires_on >= ${day}::date)
    order by expires_on nulls last, batch_id limit 1`.execute(trx)
  return rows[0]?.id
}

/** Whether a person keeps stock at an outlet: received or counted any of it. */
export async function keepsStock(trx: Scoped, userId: number, institutionId: number): Promise<boolean> {
  const { rows } = await sql<{ keeps: boolean }>`
    select exists (select from points.stock_batch b left join points.stock_move m on m.batch_id = b.batch_id and m.kind in ('receive', 'difference')
      where b.institution_id = ${institutionId} and ${userId}::int in (b.kept_by, m.moved_by)) as keeps`.execute(trx)
  return rows[0]?.keeps ?? false
}
