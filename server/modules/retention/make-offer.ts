import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { requestApproval } from '../approval/index.ts'
import { policyAt } from '../policy/index.ts'
import { leaveApprovals } from './approval-kinds.ts'
import { insertStep, lastAskedAt, wasOvertaken } from './case-step.sql.ts'
import type { Offer } from './contract.ts'
import { mayKeepCustomers, seesOwnCasesOnly } from './leave-case.policy.ts'
import { grantersOf, offerWords, stateAfter } from './leave-case.rules.ts'
import { findCase } from './leave-case.sql.ts'
import type { Moved } from './open-leave-case.ts'
import { tagsOfOffer } from './plays/moves.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'offer-to-stay': true
  }
}

export interface OfferInput {
  id: string
  offer: Offer
  /** what exactly, 1–500 characters */
  note: string
  move: string | null
  layer: string | null
}

const dayMs = 86_400_000

type Refused = 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'ASKED_ALREADY'

/**
 * Offers something within the person's authority, or asks those who may promise it (M41); untagged, it counts as the policy has it (M43). One request at a time, until its time is over; CONFLICT when the case is past
 * offers, or somebody else moved it first. Refusals are on record.
 */
export async function makeOffer(
  database: Database,
  person: Person,
  input: OfferInput,
  now: Date,
): Promise<(Moved & { asked: boolean }) | Refused> {
  const asked = { actor: actorOf(person), action: 'offer-to-stay', subject: { kind: 'leave_case', id: input.id } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    const made = await offer(trx, person, input, now)
    if (typeof made === 'string') return made
    const { institutionId, ...answer } = made
    await recordAudit(trx, { ...asked, institutionId, outcome: 'done', detail: { offer: input.offer, asked: made.asked } })
    return answer
  }).catch((error: unknown) => {
    if (!wasOvertaken(error)) throw error
    return 'CONFLICT' as const
  })
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { offer: input.offer, why: outcome } })
  return outcome
}

async function offer(trx: Scoped, person: Person, input: OfferInput, now: Date) {
  const { scope, userId, name } = person
  if (!mayKeepCustomers(scope.role)) return 'FORBIDDEN'
  const record = await findCase(trx, input.id, seesOwnCasesOnly(scope.role) ? userId : undefined)
  if (!record) return 'NOT_FOUND'
  const on = businessDateOf(now)
  const policies = await policyAt(trx, on)
  const granters = grantersOf(policies, input.offer)
  const asks = !granters.includes(scope.role)
  const kind = asks ? 'asked' : 'offered'
  const to = stateAfter(record.state, kind)
  if (!to) return 'CONFLICT'
  const { id: caseId, ...given } = input
  const tags = tagsOfOffer(policies, input.offer)
  const said = { ...given, move: given.move ?? tags.move, layer: given.layer ?? tags.layer }
  const by = { userId, name, on, at: now }
  const answer = { id: caseId, state: to, asked: asks, institutionId: record.institutionId }
  if (!asks) {
    await insertStep(trx, { caseId, kind, from: record.state, to, ...said }, by)
    return answer
  }
  const waitsSince = record.state === 'waiting' ? await lastAskedAt(trx, caseId) : undefined
  if (waitsSince && waitsSince.getTime() + policies.whole('leave.offer_open_days') * dayMs > now.getTime()) return 'ASKED_ALREADY'
  const subject = `挽留优惠：${offerWords[input.offer]}（挽留单 ${caseId.slice(0, 8)}）`
  const payload = { caseId, offer: input.offer, terms: input.note, tier: record.tier, reason: record.reason, granters }
  const approvalId = await requestApproval(
    trx,
    { kind: leaveApprovals.offer, subject, institutionId: record.institutionId, payload, reason: input.note },
    person,
    now,
  )
  await insertStep(trx, { caseId, kind, from: record.state, to, ...said, approvalId }, by)
  return answer
}
