import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'

interface KeptBatch {
  batchId: string
  giftCode: string
  giftName: string
  institutionId: number
  institutionName: string
  documentNo: string
  expiresOn: string | null
  available: number
  held: number
  receivedAt: Date
}

const atMost = 500

/** The batches in sight that have pieces, available or held, the first to expire first, at most 500. */
export async function listBatches(trx: Database): Promise<KeptBatch[]> {
  const { rows } = await sql<KeptBatch>`
    select b.batch_id::text as "batchId", g.code as "giftCode", g.name as "giftName", i.id as "institutionId", i.name as "institutionName",
      b.document_no as "documentNo", b.expires_on as "expiresOn", b.available, b.held, b.received_at as "receivedAt"
    from points.stock_batch b join points.gift g using (gift_id) join organisation.institution i on i.id = b.institution_id
    where b.available > 0 or b.held > 0 order by b.expires_on nulls last, b.batch_id limit ${atMost}`.execute(trx)
  return rows
}

interface NewBatch {
  giftId: number
  institutionId: number
  expiresOn: string | null
  documentNo: string
}

/** Opens an empty batch at an outlet; returns its number. */
export async function openBatch(trx: Scoped, batch: NewBatch, userId: number, at: Date): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into points.stock_batch (gift_id, institution_id, expires_on, document_no, kept_by, received_at)
    values (${batch.giftId}, ${batch.institutionId}, ${batch.expiresOn}, ${batch.documentNo}, ${userId}, ${at}) returning batch_id::text as id`.execute(
    trx,
  )
  return rows[0]?.id ?? ''
}

/** Opens a batch at an outlet and puts its pieces in; returns its number. */
export async function insertBatch(trx: Scoped, batch: NewBatch & { pieces: number }, userId: number, at: Date): Promise<string> {
  const id = await openBatch(trx, batch, userId, at)
  await insertMove(trx, { batchId: id, kind: 'receive', pieces: batch.pieces }, userId, at)
  return id
}

export interface StockMove {
  batchId: string
  kind: 'receive' | 'hand_out' | 'undo' | 'difference' | 'send' | 'arrive' | 'return'
  pieces: number
  handOutId?: string
  transferId?: string
  note?: string
}

/** Moves stock; the database keeps the sum and refuses what would go below zero. */
export async function insertMove(trx: Scoped, move: StockMove, userId: number, at: Date): Promise<void> {
  await sql`insert into points.stock_move (batch_id, kind, pieces, hand_out_id, transfer_id, note, moved_by, at)
    values (${move.batchId}::bigint, ${move.kind}, ${move.pieces}, ${move.handOutId ?? null}::uuid, ${move.transferId ?? null}::uuid, ${move.note ?? null},
      ${userId}, ${at})`.execute(trx)
}

export interface BatchInHand {
  giftId: number
  giftName: string
  institutionId: number
  institutionName: string
  documentNo: string
  expiresOn: string | null
  /** pieces that may go, and pieces customers have a code for; in the cupboard are both */
  available: number
  held: number
  costFen: bigint
}

/** A batch of one's own outlet; undefined when it is not there. */
export async function batchOf(trx: Scoped, batchId: string, institutionId: number): Promise<BatchInHand | undefined> {
  const { rows } = await sql<BatchInHand>`
    select b.gift_id as "giftId", g.name as "giftName", b.institution_id as "institutionId", i.name as "institutionName", b.document_no as "documentNo",
      b.expires_on as "expiresOn", b.available, b.held, g.cost_fen as "costFen"
    from points.stock_batch b join points.gift g using (gift_id) join organisation.institution i on i.id = b.institution_id
    where b.batch_id = ${batchId}::bigint and b.institution_id = ${institutionId}`.execute(trx)
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

/** Whether a person keeps stock at an outlet: received, counted or sent any of it. */
export async function keepsStock(trx: Scoped, userId: number, institutionId: number): Promise<boolean> {
  const { rows } = await sql<{ keeps: boolean }>`select points.keeps_stock(${userId}, ${institutionId}) as keeps`.execute(trx)
  return rows[0]?.keeps ?? false
}
