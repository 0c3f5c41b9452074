import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { sessionScope } from './session-scope.ts'
import { sha256 } from './sha256.ts'
import type { SignInRules } from './sign-in.rules.ts'

/** How long an answer about a session may be used again: what another process changes (a new password, a new role) holds after that at the latest. */
const keptMs = 2_000
const mostKept = 5_000

interface Recent {
  person: Promise<Person | undefined>
  /** on the process's own clock, milliseconds */
  until: number
}

const recent = new Map<string, Recent>()

/**
 * Like {@link sessionScope}, but asks the database at most once in two seconds for one token: a screen asks several things at once. After
 * {@link forgetSession} a token is nobody's at once.
 */
export function recentSession(database: Database, token: string, rules: SignInRules, now: Date): Promise<Person | undefined> {
  const key = keyOf(token)
  const known = recent.get(key)
  if (known && known.until > performance.now()) return known.person
  const person = sessionScope(database, token, rules, now)
  keep(key, person)
  person.catch(() => recent.delete(key))
  return person
}

/** To be called when a session was ended: answers that are still under way do not bring it back. */
export function forgetSession(token: string): void {
  keep(keyOf(token), Promise.resolve(undefined))
}

/** To be called when sessions of others were ended or what people may do was changed. */
export function forgetAllSessions(): void {
  recent.clear()
}

const keyOf = (token: string) => sha256(token).toString('base64')

/** Entries stand in the order they were made, which is the order they run out in. */
function keep(key: string, person: Recent['person']): void {
  const now = performance.now()
  recent.delete(key)
  recent.set(key, { person, until: now + keptMs })
  for (const [oldest, { until }] of recent) {
    if (until > now && recent.size <= mostKept) return
    recent.delete(oldest)
  }
}
