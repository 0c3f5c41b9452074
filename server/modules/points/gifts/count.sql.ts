import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'

/** Keeps a count of a batch; `requestId` when its difference waits for a second person. */
export async function insertCount(
  trx: Scoped,
  count: { batchId: string; institutionId: number; book: number; found: number; note: string; requestId: string | null },
  by: { userId: number; name: string },
  at: Date,
): Promise<void> {
  await sql`insert into points.stock_count (batch_id, institution_id, book, found, note, request_id, counted_by, counted_name, at)
    values (${count.batchId}::bigint, ${count.institutionId}, ${count.book}, ${count.found}, ${count.note}, ${count.requestId}::bigint, ${by.userId}, ${by.name}, ${at})`.execute(
    trx,
  )
}

/** Whether a difference of a batch waits for its second person. */
export async function countWaits(trx: Scoped, batchId: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from points.stock_count c cross join points.count_decision(c.request_id, ${now}) d
      where c.batch_id = ${batchId}::bigint and d.decision = 'waiting') as waits`.execute(trx)
  return rows[0]?.waits ?? false
}

export interface KeptCount {
  countId: string
  giftName: string
  institutionName: string
  documentNo: string
  book: number
  found: number
  note: string
  countedBy: string
  at: Date
  /** of a difference that a second person decides on; null: it needed none */
  decision: 'waiting' | 'approved' | 'refused' | null
  decidedBy: string | null
}

/** Counts in sight, the newest first, at most 100. */
export async function listCounts(trx: Scoped, now: Date): Promise<KeptCount[]> {
  const { rows } = await sql<KeptCount>`
    select c.count_id::text as "countId", g.name as "giftName", i.name as "institutionName", b.document_no as "documentNo", c.book, c.found, c.note,
      c.counted_name as "countedBy", c.at, d.decision, d.decided_name as "decidedBy"
    from points.stock_count c join points.stock_batch b using (batch_id) join points.gift g using (gift_id)
      join organisation.institution i on i.id = c.institution_id left join points.count_decision(c.request_id, ${now}) d on true
    order by c.count_id desc limit 100`.execute(trx)
  return rows
}
