import type { StaffRole } from '../organisation.tables.ts'
import type { SignInRules } from '../sign-in.rules.ts'
import type { PasswordRules } from './password.rules.ts'

/** What a password hash costs (argon2id, one lane): memory in KiB, passes over it. */
export interface HashCost {
  memoryKib: number
  passes: number
}

/** Everything policy says about signing on; the composition root hands it in (sign_in.*, session.*, password.*; M98). */
export interface SignOnRules extends SignInRules {
  /** acts of weight ask for the password anew after so long */
  freshMs: number
  password: PasswordRules
  hashCost: HashCost
  /** roles that must have a second factor */
  secondFactorRoles: readonly StaffRole[]
  /** the only login that may use a password of Liuke's own; undefined = every login may */
  onlyLocalLogin: string | undefined
}

/** OWASP's least for argon2id with one lane: so many passes over at least so much memory, KiB. */
const leastMemoryByPasses: readonly [passes: number, memoryKib: number][] = [
  [1, 47_104],
  [2, 19_456],
  [3, 12_288],
  [4, 9_216],
  [5, 7_168],
]

/** The cost with no less memory than OWASP names for its passes: two policy rows that change one after the other never make a hash too cheap. */
export function enough({ memoryKib, passes }: HashCost): HashCost {
  const least = leastMemoryByPasses.findLast(([named]) => named <= passes)?.[1] ?? leastMemoryByPasses[0]?.[1] ?? memoryKib
  return { memoryKib: Math.max(memoryKib, least), passes: Math.max(1, passes) }
}

/** Whether somebody proved who they are lately enough for an act of weight; a moment in the future proves nothing. */
export function isFresh(authenticatedAt: Date, rules: Pick<SignOnRules, 'freshMs' | 'clockBackMs'>, now: Date): boolean {
  const since = now.getTime() - authenticatedAt.getTime()
  return since <= rules.freshMs && since >= -rules.clockBackMs
}

/** Whether a login may use a password of Liuke's own. */
export const mayUsePassword = (login: string, { onlyLocalLogin }: Pick<SignOnRules, 'onlyLocalLogin'>): boolean =>
  onlyLocalLogin === undefined || login === onlyLocalLogin
