import { actorOf, type AuditValue } from '../../../platform/audit/entry.ts'
import type { AuditAction } from '../../../platform/audit/actions.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { againWhenRaced } from '../../../platform/database/again-when-raced.ts'
import { mayKeepStock, mayReadStock } from '../gifts/gifts.policy.ts'
import { batchOf, insertMove, openBatch } from '../gifts/stock.sql.ts'
import { destinationsOf, insertArrival, insertMissing, insertTransfer, listTransfers, transferOf } from './transfer.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'send-gifts': true
    'receive-transfer': true
    'settle-missing': true
  }
}

export type TransferRefusal = 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'INVALID' | 'OUT_OF_STOCK' | 'SAME_PERSON'

/** Does one step of a keeper's in one transaction with its record; a refusal is on record too. */
async function step<T extends object>(
  database: Database,
  person: Person,
  act: { action: AuditAction; id: string; detail: Record<string, AuditValue> },
  work: (trx: Scoped) => Promise<T | TransferRefusal>,
): Promise<T | TransferRefusal> {
  const asked = { actor: actorOf(person), action: act.action, subject: { kind: 'transfer', id: act.id }, detail: act.detail }
  const outcome = await againWhenRaced(() =>
    withScope(database, person.scope, async (trx): Promise<T | TransferRefusal> => {
      if (!mayKeepStock(person.scope.role)) return 'FORBIDDEN'
      const done = await work(trx)
      if (typeof done !== 'string') await recordAudit(trx, { ...asked, institutionId: person.scope.institutionId, outcome: 'done' })
      return done
    }),
  )
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { ...act.detail, refusal: outcome } })
  return outcome
}

/**
 * Sends pieces of a batch of the own outlet to a neighbour: they leave the stock and are in transit until the other side has counted them. Sent again with
 * the same number it is the same transfer. INVALID: not an outlet that gifts go to.
 */
export function sendGifts(
  database: Database,
  person: Person,
  wish: { id: string; batchId: string; toInstitutionId: number; pieces: number; documentNo: string },
  now: Date,
) {
  const { institutionId } = person.scope
  const detail = { batch: wish.batchId, to: wish.toInstitutionId, pieces: wish.pieces, documentNo: wish.documentNo }
  return step(database, person, { action: 'send-gifts', id: wish.id, detail }, async (trx) => {
    const before = await transferOf(trx, wish.id)
    if (before) {
      const same = before.batchId === wish.batchId && before.toInstitutionId === wish.toInstitutionId && before.pieces === wish.pieces
      return same && before.sentBy === person.userId ? { transferId: wish.id } : 'CONFLICT'
    }
    const batch = await batchOf(trx, wish.batchId, institutionId)
    if (!batch) return 'NOT_FOUND'
    const destinations = await destinationsOf(trx, institutionId, businessDateOf(now))
    if (!destinations.some((one) => one.institutionId === wish.toInstitutionId)) return 'INVALID'
    if (batch.available < wish.pieces) return 'OUT_OF_STOCK'
    await insertTransfer(trx, { ...wish, giftId: batch.giftId, fromInstitutionId: institutionId, expiresOn: batch.expiresOn }, person, now)
    await insertMove(trx, { batchId: wish.batchId, kind: 'send', pieces: -wish.pieces, transferId: wish.id }, person.userId, now)
    return { transferId: wish.id }
  })
}

/** Counts what came in: those pieces are the own outlet's from now on. What is missing needs a note, and the sender says what became of it. */
export function receiveTransfer(
  database: Database,
  person: Person,
  { transferId, arrived, note }: { transferId: string; arrived: number; note: string | null },
  now: Date,
) {
  const detail = { arrived, note }
  return step(database, person, { action: 'receive-transfer', id: transferId, detail }, async (trx) => {
    const sent = await transferOf(trx, transferId)
    if (!sent || sent.toInstitutionId !== person.scope.institutionId) return 'NOT_FOUND'
    if (sent.arrived !== null) return 'CONFLICT'
    if (sent.sentBy === person.userId) return 'SAME_PERSON'
    if (arrived > sent.pieces || (arrived < sent.pieces && note === null)) return 'INVALID'
    const { giftId, expiresOn, documentNo, toInstitutionId: institutionId } = sent
    const batchId = arrived === 0 ? null : await openBatch(trx, { giftId, institutionId, expiresOn, documentNo }, person.userId, now)
    await insertArrival(trx, { transferId, arrived, batchId, note }, person, now)
    if (batchId !== null) await insertMove(trx, { batchId, kind: 'arrive', pieces: arrived, transferId }, person.userId, now)
    return { missing: sent.pieces - arrived }
  })
}

/** The sender says what became of pieces that did not arrive: lost, or still here and back in their batch. Once, and not by whoever received the rest. */
export function settleMissing(
  database: Database,
  person: Person,
  { transferId, outcome, note }: { transferId: string; outcome: 'lost' | 'returned'; note: string },
  now: Date,
) {
  return step(database, person, { action: 'settle-missing', id: transferId, detail: { outcome, note } }, async (trx) => {
    const sent = await transferOf(trx, transferId)
    if (!sent || sent.fromInstitutionId !== person.scope.institutionId) return 'NOT_FOUND'
    if (sent.arrived === null || sent.arrived >= sent.pieces || sent.missing !== null) return 'CONFLICT'
    if (sent.receivedBy === person.userId) return 'SAME_PERSON'
    const pieces = sent.pieces - sent.arrived
    await insertMissing(trx, { transferId, outcome, note }, person, now)
    if (outcome === 'returned') await insertMove(trx, { batchId: sent.batchId, kind: 'return', pieces, transferId }, person.userId, now)
    return { pieces }
  })
}

/** Transfers in sight and where gifts of the own outlet may go; for those who see the stock. */
export async function showTransfers(database: Database, person: Person, now: Date) {
  const { role, institutionId, institutions } = person.scope
  if (!mayReadStock(role)) return 'FORBIDDEN'
  return withScope(database, person.scope, async (trx) => {
    const keeper = mayKeepStock(role)
    const transfers = await listTransfers(trx)
    return {
      destinations: keeper ? await destinationsOf(trx, institutionId, businessDateOf(now)) : [],
      transfers: transfers.map(({ sentBy, receivedBy, sentAt, batchId: _batchId, giftId: _giftId, ...one }) => ({
        ...one,
        sentAt: sentAt.toISOString(),
        mayReceive: keeper && one.arrived === null && one.toInstitutionId === institutionId && sentBy !== person.userId,
        maySettle:
          keeper &&
          one.arrived !== null &&
          one.arrived < one.pieces &&
          one.missing === null &&
          one.fromInstitutionId === institutionId &&
          receivedBy !== person.userId,
        outgoing: institutions.includes(one.fromInstitutionId),
      })),
    }
  })
}
