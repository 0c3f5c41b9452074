import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { choicesOf, chooser } from './choices.sql.ts'
import { isUnder } from './contact-permission.rules.ts'
import { mayContactMany } from './contact-permission.ts'
import { contactChannels, contactPurposes } from './contract.ts'
import { largestId } from './largest-id.ts'
import { mayEndChoice } from './privacy.policy.ts'

/** When a customer may be contacted by each channel for each purpose, why not, and what the customer decided. */
export function showPermission(database: Database, person: Person, { customerId: id }: { customerId: string }, now: Date) {
  const customerId = BigInt(id)
  return withScope(database, person.scope, async (trx) => {
    const customer = customerId > largestId ? undefined : await chooser(trx, customerId)
    if (!customer) return 'NOT_FOUND' as const
    const today = businessDateOf(now)
    const policies = await policyAt(trx, today)
    const quietDays = policies.whole('consent.ask_again_after_days')
    const permissions = await mayContactMany(trx, [customerId], { at: now })
    const choices = await choicesOf(trx, customerId)
    const { birthDate } = customer
    return {
      answers: contactPurposes.flatMap((purpose) =>
        contactChannels.map((channel) => {
          const answer = permissions.may(customerId, channel, purpose)
          return {
            channel,
            purpose,
            ...answer,
            nextAllowedAt: answer.allowed ? null : permissions.nextAllowedAt(customerId, channel, purpose),
          }
        }),
      ),
      choices: choices.map((choice) => ({
        ...choice,
        recordedAt: choice.recordedAt.toISOString(),
        endedAt: choice.endedAt?.toISOString() ?? null,
        askAgainOn: choice.kind === 'refusal' && choice.endedAt === null ? addDays(choice.validFrom, quietDays) : null,
      })),
      child: birthDate !== null && isUnder(birthDate, policies.whole('contact.child_under_years'), today),
      mayEndDoNotContact: mayEndChoice(person.scope.role, 'do_not_contact'),
    }
  })
}
