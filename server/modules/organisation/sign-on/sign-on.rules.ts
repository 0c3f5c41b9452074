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

/** Whether a cost is at least one of the pairs that OWASP names. */
export const isEnough = ({ memoryKib, passes }: HashCost): boolean =>
  leastMemoryByPasses.some(([least, memory]) => passes >= least && memoryKib >= memory)

/** Whether somebody proved who they are lately enough for an act of weight; a moment in the future proves nothing. */
export function isFresh(authenticatedAt: Date, rules: Pick<SignOnRules, 'freshMs' | 'clockBackMs'>, now: Date): boolean {
  const since = now.getTime() - authenticatedAt.getTime()
  return since <= rules.freshMs && since >= -rules.clockBackMs
}

/** Whether a login may use a password of Liuke's own. */
export const mayUsePassword = (login: string, { onlyLocalLogin }: Pick<SignOnRules, 'onlyLocalLogin'>): boolean =>
  onlyLocalLogin === undefined || login === onlyLocalLogin
