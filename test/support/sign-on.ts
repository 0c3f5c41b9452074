import type { Door, SignOnRules } from '../../server/modules/organisation/index.ts'
import type { Database } from '../../server/platform/database/pools.ts'
import { passingSecrets, type Secrets } from '../../server/platform/secrets/secrets.ts'

const minute = 60_000

/** Rules of signing on for tests, as the policies of pack cn have them. */
export const signOnRules: SignOnRules = {
  failuresBeforeLock: 5,
  lockMs: 5 * minute,
  forgetFailuresMs: 30 * minute,
  idleMs: 120 * minute,
  absoluteMs: 720 * minute,
  clockBackMs: minute,
  freshMs: 10 * minute,
  password: { shortest: 10, kindsAtLeast: 2, history: 5, longestAgeDays: 0 },
  hashCost: { memoryKib: 12_288, passes: 3 },
  secondFactorRoles: [],
  onlyLocalLogin: undefined,
}

/** The door of a bank for tests; `accounts` is the owner's handle. */
export const doorOf = (accounts: Database, rules: SignOnRules = signOnRules, secrets: Secrets = passingSecrets()): Door => ({
  accounts,
  rules,
  secrets,
  visit: { address: '10.1.2.3', device: 'Chrome · Windows' },
})
