import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { againWhenRaced } from './again-when-raced.ts'
import { giftOf, insertGift } from './gift.sql.ts'
import { mayAddGift, mayHandOut, mayKeepStock } from './gifts.policy.ts'
import { batchOf, insertBatch, insertMove, listBatches } from './stock.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'add-gift': true
    'receive-gifts': true
    'take-stock': true
  }
}

/** Adds a gift to the catalogue; a taken code is CONFLICT, an unknown programme NOT_FOUND. Refusals are on record. */
export async function addGift(database: Database, person: Person, gift: Parameters<typeof insertGift>[1], now: Date) {
  const asked = { actor: actorOf(person), action: 'add-gift', subject: { kind: 'gift', id: gift.code } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayAddGift(person.scope.role)) return 'FORBIDDEN'
    const giftId = await insertGift(trx, gift, person.userId, now)
    if (giftId === undefined) return 'NOT_FOUND'
    if (giftId === null) return 'CONFLICT'
    await recordAudit(trx, {
      ...asked,
      outcome: 'done',
      detail: { programme: gift.programmeCode, points: gift.points, costFen: gift.costFen },
    })
    return { giftId }
  })
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

/** Puts a delivery into the stock of the person's own outlet; whoever does keeps it from then on. Refusals are on record. */
export async function receiveGifts(
  database: Database,
  person: Person,
  delivery: { giftId: number; pieces: number; expiresOn: string | null; documentNo: string },
  now: Date,
) {
  const { institutionId, role } = person.scope
  const asked = {
    actor: actorOf(person),
    action: 'receive-gifts',
    subject: { kind: 'gift', id: String(delivery.giftId) },
    detail: { ...delivery },
  } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayKeepStock(role)) return 'FORBIDDEN'
    if (!(await giftOf(trx, delivery.giftId))) return 'NOT_FOUND'
    if (delivery.expiresOn !== null && delivery.expiresOn < businessDateOf(now)) return 'INVALID'
    const batchId = await insertBatch(trx, { ...delivery, institutionId }, person.userId, now)
    await recordAudit(trx, { ...asked, institutionId, outcome: 'done' })
    return { batchId }
  })
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

/** Counts a batch: what was found becomes what there is, the difference stays on record with its reason. Refusals are on record. */
export async function takeStock(
  database: Database,
  person: Person,
  { batchId, found, note }: { batchId: string; found: number; note: string },
  now: Date,
) {
  const { institutionId, role } = person.scope
  const asked = { actor: actorOf(person), action: 'take-stock', subject: { kind: 'batch', id: batchId }, detail: { found, note } } as const
  const outcome = await againWhenRaced(() =>
    withScope(database, person.scope, async (trx) => {
      if (!mayKeepStock(role)) return 'FORBIDDEN'
      const batch = await batchOf(trx, batchId, institutionId)
      if (!batch) return 'NOT_FOUND'
      const difference = found - batch.available
      if (difference !== 0)
        await insertMove(trx, { batchId, kind: 'difference', pieces: difference, handOutId: null, note }, person.userId, now)
      await recordAudit(trx, { ...asked, institutionId, outcome: 'done', detail: { found, note, difference } })
      return { difference }
    }),
  )
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

/** The batches in sight; for those who keep, hand out or answer for them. */
export async function listStock(database: Database, person: Person) {
  const { role } = person.scope
  if (!mayKeepStock(role) && !mayHandOut(role) && !mayAddGift(role)) return 'FORBIDDEN'
  const batches = await withScope(database, person.scope, listBatches)
  return { batches: batches.map((batch) => ({ ...batch, receivedAt: batch.receivedAt.toISOString() })) }
}
