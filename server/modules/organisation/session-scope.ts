import { staffRoles } from '../../../night/extract/canonical.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { reachOf } from './scope.rules.ts'
import { deleteSession, findSession, touchSession, type SessionRow } from './session.sql.ts'
import { sha256 } from './sign-in.ts'
import { isAlive, type SignInRules } from './sign-in.rules.ts'

const wholeBank = staffRoles.filter((role) => reachOf(role) === 'bank')
/** `last_seen_at` need not be exact: spares a write on most requests */
const touchEveryMs = 60_000

/**
 * Who a session's token belongs to and what they may see; undefined when the session is unknown, over, or the person has left.
 * `database` is the owner's handle.
 */
export async function sessionScope(database: Database, token: string, rules: SignInRules, now: Date): Promise<Person | undefined> {
  const tokenSha256 = sha256(token)
  const session = await findSession(database, tokenSha256, wholeBank, businessDateOf(now))
  if (!session) return undefined
  if (!isAlive(session, rules, now)) {
    await deleteSession(database, tokenSha256)
    return undefined
  }
  if (now.getTime() - session.lastSeenAt.getTime() > touchEveryMs) await touchSession(database, tokenSha256, now)
  return { userId: session.userId, login: session.login, name: session.name, scope: scopeOf(session) }
}

/** A relationship manager without a staff record has no portfolio: -1 is nobody's id. */
function scopeOf({ userId, role, institutionId, staffId, subtree, bank }: SessionRow): Scope {
  switch (reachOf(role)) {
    case 'bank':
      return { userId, role, institutionId, institutions: bank, managerId: null }
    case 'subtree':
      return { userId, role, institutionId, institutions: subtree, managerId: null }
    case 'portfolio':
      return { userId, role, institutionId, institutions: [institutionId], managerId: staffId ?? -1 }
  }
}
