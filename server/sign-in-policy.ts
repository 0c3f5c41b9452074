import { enough, staffRoles, type SignOnRules } from './modules/organisation/index.ts'
import { policyAt, type Policies } from './modules/policy/index.ts'
import { businessDateOf } from './platform/calendar.ts'
import type { Database } from './platform/database/pools.ts'

const minute = 60_000
/** A new policy row holds after at most so long: spares every request the reading. */
const readEveryMs = minute

/** What policy says about signing on (M98). Throws on a missing row and on roles that are none. */
export function signInRulesOf(policies: Policies): SignOnRules {
  const hashCost = enough({ memoryKib: policies.whole('password.hash_memory_kib'), passes: policies.whole('password.hash_passes') })
  return {
    failuresBeforeLock: policies.whole('sign_in.failures_before_lock'),
    lockMs: policies.whole('sign_in.lock_minutes') * minute,
    forgetFailuresMs: policies.whole('sign_in.forget_failures_minutes') * minute,
    idleMs: policies.whole('session.idle_minutes') * minute,
    absoluteMs: policies.whole('session.absolute_hours') * 60 * minute,
    clockBackMs: policies.whole('session.clock_back_seconds') * 1000,
    freshMs: policies.whole('session.fresh_minutes') * minute,
    password: {
      shortest: policies.whole('password.shortest'),
      kindsAtLeast: policies.whole('password.kinds_at_least'),
      history: policies.whole('password.history'),
      longestAgeDays: policies.whole('password.longest_age_days'),
    },
    hashCost,
    secondFactorRoles: rolesOf(policies.code('sign_in.second_factor_roles')),
    onlyLocalLogin: policies.code('sign_in.local') === 'break_glass' ? policies.code('sign_in.break_glass_login') : undefined,
  }
}

function rolesOf(text: string): SignOnRules['secondFactorRoles'] {
  if (text === 'none') return []
  return text.split(' ').map((name) => {
    const role = staffRoles.find((one) => one === name)
    if (!role) throw new Error(`政策 sign_in.second_factor_roles 里没有 ${name} 这个岗位`)
    return role
  })
}

/** Gives the sign-in limits of the day, read again every minute and when the clock was set back; a reading that fails is not kept. `owner` is the owner's handle. */
export function readSignInRules(owner: Database, now: () => Date): () => Promise<SignOnRules> {
  let held: { from: number; until: number; rules: Promise<SignOnRules> } | undefined
  return async () => {
    const moment = now()
    if (!held || held.until <= moment.getTime() || held.from > moment.getTime()) {
      held = {
        from: moment.getTime(),
        until: moment.getTime() + readEveryMs,
        rules: policyAt(owner, businessDateOf(moment)).then(signInRulesOf),
      }
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
