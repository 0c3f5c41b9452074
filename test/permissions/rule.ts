import type { StaffRole } from '../../server/modules/organisation/index.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import type { Walker } from './bank.ts'

/** What an answer amounts to. `nothing`: an answer without the thing asked for. */
export type Outcome = 'done' | 'nothing' | 'not found' | 'forbidden' | 'sign in'

/** What is asked for: something theirs, something that exists and is not theirs, something that does not exist. */
export interface Places {
  inside: object | undefined
  /** empty when everything is theirs, or the route is about nothing in particular */
  outside: readonly object[]
  none: object | undefined
}

/** Who may use a route, and what it answers about what they do not see. */
export interface RouteRule {
  allowed: readonly StaffRole[]
  absent: 'nothing' | 'not found'
  /** how those are refused who may not use it; left out = forbidden */
  refusal?: Outcome
  /** inputs for a person; what has to exist is made here */
  places: (walker: Walker, databases: Databases) => Places | Promise<Places>
  /** whether an answer has what was asked for; left out = an answer is enough */
  shows?: (answer: Record<string, unknown>, input: object) => boolean
  /** for those who have not signed in; left out = sign in */
  atTheDoor?: Outcome
}
