import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { requestApproval } from '../../approval/index.ts'
import { policyAt } from '../../policy/index.ts'
import { againWhenRaced } from './again-when-raced.ts'
import { countApproval } from './count-approval.ts'
import { countWaits, insertCount, listCounts } from './count.sql.ts'
import { mayKeepStock, mayReadStock } from './gifts.policy.ts'
import { batchOf, insertMove, type BatchInHand } from './stock.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'take-stock': true
  }
}

interface Count {
  batchId: string
  /** pieces in the cupboard, those held for customers included */
  found: number
  note: string
}

/**
 * Counts a batch of the own outlet (M63). A small difference is booked at once, with its reason; one over the policy waits for another person, and the book
 * stays as it is until then. CONFLICT: a difference of the batch waits already; HELD: fewer were found than customers have a code for. Refusals are on record.
 */
export async function takeStock(database: Database, person: Person, count: Count, now: Date) {
  const { institutionId } = person.scope
  const { batchId, found, note } = count
  const asked = { actor: actorOf(person), action: 'take-stock', subject: { kind: 'batch', id: batchId }, detail: { found, note } } as const
  const outcome = await againWhenRaced(() =>
    withScope(database, person.scope, async (trx) => {
      if (!mayKeepStock(person.scope.role)) return 'FORBIDDEN'
      const batch = await batchOf(trx, batchId, institutionId)
      if (!batch) return 'NOT_FOUND'
      if (await countWaits(trx, batchId, now)) return 'CONFLICT'
      const book = batch.available + batch.held
      const difference = found - book
      if (batch.available + difference < 0) return 'HELD'
      const requestId = (await needsSecond(trx, batch, difference, now)) ? await askFor(trx, person, batch, count, now) : null
      await insertCount(trx, { ...count, institutionId, book, requestId }, person, now)
      if (difference !== 0 && requestId === null)
        await insertMove(trx, { batchId, kind: 'difference', pieces: difference, note }, person.userId, now)
      await recordAudit(trx, { ...asked, institutionId, outcome: 'done', detail: { found, note, difference, requestId } })
      return { difference, waits: requestId !== null }
    }),
  )
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

async function needsSecond(trx: Scoped, { costFen }: BatchInHand, difference: number, now: Date): Promise<boolean> {
  const policies = await policyAt(trx, businessDateOf(now))
  const pieces = Math.abs(difference)
  return pieces > policies.whole('points.count_pieces') || BigInt(pieces) * costFen > policies.fen('points.count_fen')
}

function askFor(trx: Scoped, person: Person, batch: BatchInHand, { batchId, found, note }: Count, now: Date): Promise<string> {
  const book = batch.available + batch.held
  const payload = {
    batchId,
    gift: batch.giftName,
    outlet: batch.institutionName,
    documentNo: batch.documentNo,
    book,
    found,
    costFen: (BigInt(found - book) * batch.costFen).toString(),
    note,
  }
  const subject = `${batch.giftName} 盘点差异 ${found - book > 0 ? '+' : ''}${found - book} 件`
  return requestApproval(trx, { kind: countApproval, subject, institutionId: batch.institutionId, payload, reason: note }, person, now)
}

/** The counts in sight, the newest first, with what became of their differences. */
export async function showCounts(database: Database, person: Person, now: Date) {
  if (!mayReadStock(person.scope.role)) return 'FORBIDDEN'
  const counts = await withScope(database, person.scope, (trx) => listCounts(trx, now))
  return { counts: counts.map((count) => ({ ...count, at: count.at.toISOString() })) }
}
