import { actorOf, type AuditValue } from '../../../platform/audit/entry.ts'
import type { AuditAction } from '../../../platform/audit/actions.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { policyAt } from '../../policy/index.ts'
import { maskedViewOf, maskName, shownName } from '../../privacy/index.ts'
import { againWhenRaced } from '../../../platform/database/again-when-raced.ts'
import { mayHandOut } from '../gifts/gifts.policy.ts'
import { handOutOf, insertHandOut } from '../gifts/hand-out.sql.ts'
import { isPng, receiptNoOf } from '../gifts/receipt.rules.ts'
import { insertMove, keepsStock } from '../gifts/stock.sql.ts'
import { endAtDesk, openRedemption } from './code.sql.ts'
import { mayTakeCode } from './links.policy.ts'
import { redemptionRefusal } from './links.rules.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'find-code': true
    'hand-out-code': true
    'cancel-code': true
  }
}

export type CodeRefusal = 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'KEEPER' | 'INVALID' | 'EXPIRED' | 'CAP_REACHED'

/** One act at the desk in one transaction with its record; refusals, the database's too, are on record. */
async function atDesk<T extends object>(
  database: Database,
  person: Person,
  act: { action: AuditAction; subject: { kind: string; id: string }; detail?: Record<string, AuditValue> },
  work: (trx: Scoped) => Promise<{ answer: T; customerId?: bigint } | CodeRefusal>,
): Promise<T | CodeRefusal> {
  const asked = { actor: actorOf(person), ...act }
  const outcome = await againWhenRaced(() =>
    withScope(database, person.scope, async (trx): Promise<T | CodeRefusal> => {
      if (!mayTakeCode(person.scope.role)) return 'FORBIDDEN'
      const done = await work(trx)
      if (typeof done === 'string') return done
      const detail = { ...act.detail, ...(done.customerId === undefined ? {} : { customer: done.customerId }) }
      await recordAudit(trx, { ...asked, institutionId: person.scope.institutionId, outcome: 'done', detail })
      return done.answer
    }).catch((error: unknown): CodeRefusal => {
      const refusal = redemptionRefusal(error)
      if (refusal === 'CONFLICT' || refusal === 'EXPIRED' || refusal === 'NOT_FOUND' || refusal === 'CAP_REACHED') return refusal
      throw error
    }),
  )
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { ...act.detail, refusal: outcome } })
  return outcome
}

/** What a code is for, at the outlet where it is fetched; the look is on record. Of a neighbour's customer the desk learns the masked name alone. */
export const findCode = (database: Database, person: Person, code: string, now: Date) =>
  atDesk(database, person, { action: 'find-code', subject: { kind: 'redemption-code', id: `…${code.slice(-2)}` } }, async (trx) => {
    const one = await openRedemption(trx, { code }, person.scope.institutionId)
    if (!one || one.validUntil <= now) return 'NOT_FOUND'
    const view = maskedViewOf(await policyAt(trx, businessDateOf(now)), person.scope.role)
    const name = one.neighbour ? maskName(one.customerName, view.nameStyle) : shownName(one.customerName, view)
    const answer = {
      redemptionId: one.redemptionId,
      code: one.code,
      giftName: one.giftName,
      points: one.points.toString(),
      institutionName: one.institutionName,
      customerName: name ?? '客户',
      neighbour: one.neighbour,
      validUntil: one.validUntil.toISOString(),
    }
    return { answer, customerId: one.customerId }
  })

/**
 * Hands out what a code is for (M72): the reserved points are captured, the held piece leaves the stock, the signature is kept, in one transaction. Of a
 * neighbour's customer too (M56): the points stay the issuing outlet's, the settlement of the month says so. Sent again it is the same hand-out.
 */
export const handOutCode = (
  database: Database,
  person: Person,
  { id, redemptionId, signature: base64 }: { id: string; redemptionId: string; signature: string },
  now: Date,
) =>
  atDesk(database, person, { action: 'hand-out-code', subject: { kind: 'redemption', id: redemptionId }, detail: { id } }, async (trx) => {
    const { userId, scope } = person
    const { institutionId } = scope
    if (!mayHandOut(scope.role)) return 'FORBIDDEN'
    const before = await handOutOf(trx, id)
    if (before) {
      const same = before.issuedBy === userId && before.redemptionId === redemptionId && !before.undone
      return same
        ? { answer: { handOutId: id, receiptNo: before.receiptNo, points: before.points.toString(), repeated: true } }
        : 'CONFLICT'
    }
    const one = await openRedemption(trx, { redemptionId }, institutionId)
    if (!one) return 'NOT_FOUND'
    if (await keepsStock(trx, userId, institutionId)) return 'KEEPER'
    const signature = Buffer.from(base64, 'base64')
    if (!isPng(signature)) return 'INVALID'
    const businessDate = businessDateOf(now)
    const capturePosting = await endAtDesk(trx, redemptionId, 'handed_out', now, businessDate)
    const { customerId, giftId, batchId, points, reservePosting } = one
    const receiptNo = receiptNoOf(businessDate, id)
    const handOut = {
      id,
      receiptNo,
      customerId,
      giftId,
      batchId,
      points,
      reservePosting,
      capturePosting,
      signature,
      institutionId,
      businessDate,
      redemptionId,
    }
    await insertHandOut(trx, { ...handOut, issuedBy: userId, issuedName: person.name, at: now })
    await insertMove(trx, { batchId, kind: 'hand_out', pieces: -1, handOutId: id }, userId, now)
    return { answer: { handOutId: id, receiptNo, points: points.toString(), repeated: false }, customerId }
  })

/** Cancels a redemption for a customer at the desk: points and piece go back. */
export const cancelCode = (database: Database, person: Person, redemptionId: string, now: Date) =>
  atDesk(database, person, { action: 'cancel-code', subject: { kind: 'redemption', id: redemptionId } }, async (trx) => {
    const one = await openRedemption(trx, { redemptionId }, person.scope.institutionId)
    if (!one) return 'NOT_FOUND'
    await endAtDesk(trx, redemptionId, 'cancelled', now, businessDateOf(now))
    return { answer: { cancelled: true as const }, customerId: one.customerId }
  })
