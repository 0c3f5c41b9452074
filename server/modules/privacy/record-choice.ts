import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { chooser } from './choices.sql.ts'
import { isUnder } from './contact-permission.rules.ts'
import type { ChoiceInput } from './contract.ts'
import { largestId } from './largest-id.ts'
import { mayRecordChoice } from './privacy.policy.ts'
import {
  insertConsents,
  insertDoNotContact,
  insertGuardian,
  insertQuietPeriod,
  insertRefusals,
  insertSensitiveConsent,
  liftRefusals,
  standingRefusal,
  type Recording,
} from './record-choice.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'record-choice': true
  }
}

export type ChoiceRefusal = 'FORBIDDEN' | 'NOT_FOUND' | 'REFUSED_LATELY' | 'ALREADY_HELD' | 'NOT_A_CHILD' | 'NO_SUCH_GUARDIAN' | 'TOO_LONG'

/**
 * Records what a customer decided. A consent against a standing refusal lifts it, when the customer came forward or the bank may ask again (M95);
 * what is recorded already is ALREADY_HELD. Refusals are on record too.
 */
export async function recordChoice(
  database: Database,
  person: Person,
  { customerId: id, choice }: { customerId: string; choice: ChoiceInput },
  now: Date,
): Promise<{ recorded: number } | ChoiceRefusal> {
  const customerId = BigInt(id)
  const asked = {
    actor: actorOf(person),
    action: 'record-choice',
    subject: { kind: 'customer', id: customerId.toString() },
    detail: { ...choice },
  } as const
  const outcome = mayRecordChoice(person.scope.role, choice.kind)
    ? await withScope(database, person.scope, async (trx) => {
        const customer = customerId > largestId ? undefined : await chooser(trx, customerId)
        if (!customer) return 'NOT_FOUND'
        const done = await put(trx, { customerId, userId: person.userId, at: now }, choice, customer.birthDate)
        if (typeof done === 'string') return done
        if (done === 0) return 'ALREADY_HELD'
        await recordAudit(trx, { ...asked, institutionId: customer.institutionId, outcome: 'done' })
        return { recorded: done }
      })
    : 'FORBIDDEN'
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { kind: choice.kind, refusal: outcome } })
  return outcome
}

async function put(trx: Scoped, by: Recording, choice: ChoiceInput, birthDate: string | null): Promise<number | ChoiceRefusal> {
  const today = businessDateOf(by.at)
  const policies = await policyAt(trx, today)
  switch (choice.kind) {
    case 'consent': {
      const refusedAt = await standingRefusal(trx, by.customerId, choice)
      const askAgainOn = refusedAt && addDays(businessDateOf(refusedAt), policies.whole('consent.ask_again_after_days'))
      if (askAgainOn !== undefined && today < askAgainOn && !choice.customerAsked) return 'REFUSED_LATELY'
      if (refusedAt) await liftRefusals(trx, by, choice)
      return insertConsents(trx, by, choice)
    }
    case 'refusal':
      return insertRefusals(trx, by, choice)
    case 'do_not_contact':
      return insertDoNotContact(trx, by, choice)
    case 'quiet_period': {
      const longest = policies.whole('contact.quiet_period_days_at_most')
      return choice.validTo > addDays(choice.validFrom, longest) ? 'TOO_LONG' : insertQuietPeriod(trx, by, choice)
    }
    case 'guardian': {
      const child = birthDate !== null && isUnder(birthDate, policies.whole('contact.child_under_years'), today)
      return child ? ((await insertGuardian(trx, by, choice)) ?? 'NO_SUCH_GUARDIAN') : 'NOT_A_CHILD'
    }
    case 'sensitive_consent':
      return insertSensitiveConsent(trx, by, choice)
  }
}
