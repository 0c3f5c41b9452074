import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { Person } from '../../../platform/http/context.ts'
import { forgetAllSessions } from '../recent-sessions.ts'
import { sha256 } from '../sha256.ts'
import { isAlive, type SignInRules } from '../sign-in.rules.ts'
import type { SignInSession } from './contract.ts'
import { deleteOwnSession, deleteOwnSessions, sessionsOf } from './my-sessions.sql.ts'

/** Where and since when a person is signed in, the last used first. `token` names the session that asks. `database` is the owner's handle everywhere here. */
export async function listMySessions(
  database: Database,
  person: Person,
  token: string,
  rules: SignInRules,
  now: Date,
): Promise<SignInSession[]> {
  const own = sha256(token)
  const sessions = await sessionsOf(database, person.userId)
  return sessions
    .filter((session) => isAlive(session, rules, now))
    .map(({ id, tokenSha256, createdAt, lastSeenAt, method, address, device }) => ({
      id: id.toString(),
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      method,
      address,
      device,
      current: own.equals(tokenSha256),
    }))
}

/** Ends one session of the person's, on record. NOT_FOUND when there is none by that number, or it is another's. */
export async function endMySession(database: Database, person: Person, id: string): Promise<'done' | 'NOT_FOUND'> {
  const ended = await database.transaction().execute(async (trx) => {
    if (!(await deleteOwnSession(trx, person.userId, BigInt(id)))) return false
    await recordAudit(trx, { actor: actorOf(person), action: 'end-session', outcome: 'done', subject: { kind: 'session', id } })
    return true
  })
  forgetAllSessions()
  return ended ? 'done' : 'NOT_FOUND'
}

/** Signs the person out everywhere, on record; with `keptToken` everywhere but there. Returns how many sessions ended. */
export async function endMySessions(database: Database, person: Person, keptToken: string | undefined): Promise<number> {
  const ended = await database.transaction().execute(async (trx) => {
    const sessions = await deleteOwnSessions(trx, person.userId, keptToken === undefined ? null : sha256(keptToken))
    await recordAudit(trx, { actor: actorOf(person), action: 'end-session', outcome: 'done', detail: { sessions } })
    return sessions
  })
  forgetAllSessions()
  return ended
}
