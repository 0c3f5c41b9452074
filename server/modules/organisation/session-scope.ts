import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { deleteSession, findSession, touchSession } from './session.sql.ts'
import { sha256 } from './sha256.ts'
import { isAlive, type SignInRules } from './sign-in.rules.ts'
import { personWearing } from './people/wear-hat.ts'

/** `last_seen_at` need not be exact: spares a write on most requests */
const touchEveryMs = 60_000

/**
 * Who a session's token belongs to and what they may see; in the post that the session wears; undefined when the session is
 * unknown, over, its login closed, or the person has left or has no post.
 * `database` is the owner's handle.
 */
export async function sessionScope(database: Database, token: string, rules: SignInRules, now: Date): Promise<Person | undefined> {
  const tokenSha256 = sha256(token)
  const today = businessDateOf(now)
  const session = await findSession(database, tokenSha256, today)
  if (!session || !isAlive(session, rules, now)) {
    // also that of somebody who has left since: it must not wait for their return
    await deleteSession(database, tokenSha256)
    return undefined
  }
  if (now.getTime() - session.lastSeenAt.getTime() > touchEveryMs) await touchSession(database, tokenSha256, now)
  return personWearing(database, session, session.hat, today)
}
