import type { AuditActor } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import { policyAt } from '../../policy/index.ts'
import { maskName } from '../../privacy/index.ts'
import { againWhenRaced } from '../../../platform/database/again-when-raced.ts'
import { redemptionRefusal, type RedemptionRefusal } from './links.rules.ts'
import { cancelByToken, pageOf, redeemByToken } from './own-page.sql.ts'
import { tokenHash } from './token.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'redeem-by-link': true
    'cancel-by-link': true
  }
}

/** Whoever holds the link. */
const customerActor: AuditActor = { userId: null, login: 'customer-link', role: 'customer', institutionId: null }

/** What the customer's own page shows (M72): the name masked whatever the policy of lists. NOT_FOUND alike for unknown, revoked and past. */
export async function showOwnPage(database: Database, token: string, now: Date) {
  const page = await pageOf(database, tokenHash(token), now, businessDateOf(now))
  return page === undefined ? 'NOT_FOUND' : { ...page, name: maskName(page.name) ?? '客户' }
}

/** A customer's act in one transaction with its record; refusals are the database's. */
const act = <T extends object>(database: Database, work: (trx: Scoped) => Promise<T>): Promise<T | RedemptionRefusal> =>
  againWhenRaced(() =>
    database
      .transaction()
      .execute(work)
      .catch((error: unknown): RedemptionRefusal => {
        const refusal = redemptionRefusal(error)
        if (refusal) return refusal
        throw error
      }),
  )

/** Redeems a gift: points are reserved, a piece is held, and a code says so at the desk until its time is over. Sent again it is the same code. */
export function redeemByLink(
  database: Database,
  { token, ...wish }: { token: string; id: string; giftId: number; institutionId: number },
  now: Date,
): Promise<{ code: string; validUntil: string } | RedemptionRefusal> {
  const day = businessDateOf(now)
  return act(database, async (trx) => {
    const policies = await policyAt(trx, day)
    const limits = {
      hours: policies.whole('points.code_hours'),
      atOnce: policies.whole('points.codes_at_once'),
      aDay: policies.whole('points.codes_a_day'),
    }
    const made = await redeemByToken(trx, tokenHash(token), wish, limits, now, day)
    await recordAudit(trx, {
      actor: customerActor,
      action: 'redeem-by-link',
      subject: { kind: 'customer', id: made.customerId.toString() },
      institutionId: made.institutionId,
      outcome: 'done',
      detail: { redemption: wish.id, gift: wish.giftId, points: made.points },
    })
    return { code: made.code, validUntil: made.validUntil.toISOString() }
  })
}

/** Gives a redemption up: points go back to their lots, the piece to the stock. */
export function cancelOwn(
  database: Database,
  { token, redemptionId }: { token: string; redemptionId: string },
  now: Date,
): Promise<{ cancelled: true } | RedemptionRefusal> {
  return act(database, async (trx) => {
    const customerId = await cancelByToken(trx, tokenHash(token), redemptionId, now, businessDateOf(now))
    await recordAudit(trx, {
      actor: customerActor,
      action: 'cancel-by-link',
      subject: { kind: 'customer', id: customerId.toString() },
      outcome: 'done',
      detail: { redemption: redemptionId },
    })
    return { cancelled: true as const }
  })
}
