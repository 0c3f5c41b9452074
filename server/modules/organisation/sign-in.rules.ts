/** How sign-in defends itself, in milliseconds and counts; the composition root hands in what policy says (sign_in.*, session.*; M98). */
export interface SignInRules {
  /** failures in a row after which a login is locked for `lockMs` */
  failuresBeforeLock: number
  lockMs: number
  /** after so long without a failure the count starts anew */
  forgetFailuresMs: number
  /** a session ends after so long without a request */
  idleMs: number
  /** and after so long in any case */
  absoluteMs: number
  /** how far the machine's clock may be set back before a session that began "in the future" ends */
  clockBackMs: number
}

/** What is remembered of a login's failures. */
export interface Failures {
  failures: number
  lastFailedAt: Date
  lockedUntil: Date | null
}

export const isLocked = (remembered: Failures | undefined, now: Date): boolean =>
  remembered?.lockedUntil !== null && remembered?.lockedUntil !== undefined && remembered.lockedUntil > now

/** What to remember after one more failure at `now`. */
export function afterFailure(remembered: Failures | undefined, rules: SignInRules, now: Date): Failures {
  const fresh = remembered === undefined || now.getTime() - remembered.lastFailedAt.getTime() > rules.forgetFailuresMs
  const expired = remembered?.lockedUntil !== null && remembered?.lockedUntil !== undefined && remembered.lockedUntil <= now
  const failures = fresh || expired ? 1 : remembered.failures + 1
  return { failures, lastFailedAt: now, lockedUntil: failures >= rules.failuresBeforeLock ? new Date(now.getTime() + rules.lockMs) : null }
}

/** True while a session may be used. One that was seen in the future is not: the clock went back, and how long it idled is not known. */
export function isAlive(session: { lastSeenAt: Date; expiresAt: Date }, rules: SignInRules, now: Date): boolean {
  const idledMs = now.getTime() - session.lastSeenAt.getTime()
  return session.expiresAt > now && idledMs <= rules.idleMs && idledMs >= -rules.clockBackMs
}
