import type { SignInRules } from './modules/organisation/index.ts'
import { policyAt, type Policies } from './modules/policy/index.ts'
import { businessDateOf } from './platform/calendar.ts'
import type { Database } from './platform/database/pools.ts'

const minute = 60_000
/** A new policy row holds after at most so long: spares every request the reading. */
const readEveryMs = minute

/** The sign-in limits that policy sets (M98). Throws on a missing row. */
export const signInRulesOf = (policies: Policies): SignInRules => ({
  failuresBeforeLock: policies.whole('sign_in.failures_before_lock'),
  lockMs: policies.whole('sign_in.lock_minutes') * minute,
  forgetFailuresMs: policies.whole('sign_in.forget_failures_minutes') * minute,
  idleMs: policies.whole('session.idle_minutes') * minute,
  absoluteMs: policies.whole('session.absolute_hours') * 60 * minute,
})

/** Gives the sign-in limits of the day, read again every minute; a reading that fails is not kept. `owner` is the owner's handle. */
export function readSignInRules(owner: Database, now: () => Date): () => Promise<SignInRules> {
  let held: { until: number; rules: Promise<SignInRules> } | undefined
  return async () => {
    const moment = now()
    if (!held || held.until <= moment.getTime()) {
      held = { until: moment.getTime() + readEveryMs, rules: policyAt(owner, businessDateOf(moment)).then(signInRulesOf) }
    }
    const { rules } = held
    try {
      return await rules
    } catch (error) {
      held = undefined
      throw error
    }
  }
}
