import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { policyAt } from '../../policy/index.ts'
import { outletOfCustomer } from '../gifts/hand-out.sql.ts'
import { insertLink, linkIsThere, linksOf, revokeLinks } from './link.sql.ts'
import { mayGiveLink } from './links.policy.ts'
import { newToken, tokenHash } from './token.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'make-points-link': true
    'revoke-points-link': true
  }
}

const hourMs = 3_600_000
/** Where the customer's page lies; the token stands behind `#`, so that it is in no log, of ours or of a proxy. */
const pagePath = '/h5/points/'

/**
 * Makes the link to a customer's own page (M72). The ones given before are revoked: a customer has one. The token is answered once and kept as a hash alone.
 * Refusals are on record.
 */
export async function makeLink(database: Database, person: Person, customerId: string, now: Date) {
  const asked = { actor: actorOf(person), action: 'make-points-link', subject: { kind: 'customer', id: customerId } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayGiveLink(person.scope.role)) return 'FORBIDDEN'
    const institutionId = await outletOfCustomer(trx, customerId)
    if (institutionId === undefined) return 'NOT_FOUND'
    const hours = (await policyAt(trx, businessDateOf(now))).whole('points.link_hours')
    const validUntil = new Date(now.getTime() + hours * hourMs)
    const revoked = await revokeLinks(trx, { customerId }, person.userId, now)
    const token = newToken()
    const linkId = await insertLink(trx, { hash: tokenHash(token), customerId, institutionId, validUntil }, person, now)
    const detail = { link: linkId, validUntil: validUntil.toISOString(), revoked: revoked.map((one) => one.linkId) }
    await recordAudit(trx, { ...asked, institutionId, outcome: 'done', detail })
    return { linkId, path: `${pagePath}#${token}`, validUntil: validUntil.toISOString() }
  })
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

/** Revokes a link at once; one that is no longer good is CONFLICT. Codes that are out stay good: the desk may cancel them. Refusals are on record. */
export async function revokeLink(database: Database, person: Person, linkId: string, now: Date) {
  const asked = { actor: actorOf(person), action: 'revoke-points-link', subject: { kind: 'points-link', id: linkId } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayGiveLink(person.scope.role)) return 'FORBIDDEN'
    if (!(await linkIsThere(trx, linkId))) return 'NOT_FOUND'
    const [revoked] = await revokeLinks(trx, { linkId }, person.userId, now)
    if (!revoked) return 'CONFLICT'
    await recordAudit(trx, { ...asked, outcome: 'done', detail: { customer: revoked.customerId } })
    return { linkId }
  })
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

/** The links of a customer in sight with how often they were opened, for how many hours a new one is good, and where phones reach it. */
export async function showLinks(database: Database, person: Person, customerId: string, publicUrl: string | null, now: Date) {
  if (!mayGiveLink(person.scope.role)) return 'FORBIDDEN'
  return withScope(database, person.scope, async (trx) => {
    if ((await outletOfCustomer(trx, customerId)) === undefined) return 'NOT_FOUND'
    const links = await linksOf(trx, customerId)
    return {
      publicUrl,
      hours: (await policyAt(trx, businessDateOf(now))).whole('points.link_hours'),
      links: links.map(({ madeAt, validUntil, revokedAt, lastOpenedAt, ...one }) => ({
        ...one,
        madeAt: madeAt.toISOString(),
        validUntil: validUntil.toISOString(),
        lastOpenedAt: lastOpenedAt?.toISOString() ?? null,
        state: revokedAt !== null ? ('revoked' as const) : validUntil <= now ? ('past' as const) : ('good' as const),
      })),
    }
  })
}
