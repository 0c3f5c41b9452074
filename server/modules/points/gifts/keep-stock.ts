import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { endGift, giftOf, insertGift } from './gift.sql.ts'
import { mayAddGift, mayKeepStock, mayReadStock } from './gifts.policy.ts'
import { insertBatch, listBatches } from './stock.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'add-gift': true
    'receive-gifts': true
    'end-gift': true
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

/** Takes a gift out of the catalogue: nobody gets it any more, codes that are out stay good. Unknown or ended already is NOT_FOUND. Refusals are on record. */
export async function stopGift(database: Database, person: Person, giftId: number, now: Date) {
  const asked = { actor: actorOf(person), action: 'end-gift', subject: { kind: 'gift', id: String(giftId) } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayAddGift(person.scope.role)) return 'FORBIDDEN'
    const ended = await endGift(trx, giftId, now)
    if (ended === undefined) return 'NOT_FOUND'
    await recordAudit(trx, { ...asked, outcome: 'done', detail: { code: ended } })
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

/** The batches in sight; for those who keep, hand out or answer for them. */
export async function listStock(database: Database, person: Person) {
  const { role } = person.scope
  if (!mayReadStock(role)) return 'FORBIDDEN'
  const batches = await withScope(database, person.scope, listBatches)
  return { batches: batches.map((batch) => ({ ...batch, receivedAt: batch.receivedAt.toISOString() })) }
}
