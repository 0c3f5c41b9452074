import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { SignInMethod } from '../organisation.tables.ts'

export interface MySession {
  id: bigint
  tokenSha256: Buffer
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  authenticatedAt: Date
  method: SignInMethod
  address: string
  device: string
}

const columns = sql`id, token_sha256 as "tokenSha256", created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt",
  authenticated_at as "authenticatedAt", method, address, device`

/** A person's sessions, the last used first. */
export async function sessionsOf(database: Database, userId: number): Promise<MySession[]> {
  const { rows } = await sql<MySession>`
    select ${columns} from organisation.session where user_id = ${userId} order by last_seen_at desc, id desc`.execute(database)
  return rows
}

export async function sessionOfToken(database: Database, tokenSha256: Buffer): Promise<MySession | undefined> {
  const { rows } = await sql<MySession>`select ${columns} from organisation.session where token_sha256 = ${tokenSha256}`.execute(database)
  return rows[0]
}

/** Ends one session of a person; false when it is not there or another's. */
export async function deleteOwnSession(trx: Scoped, userId: number, id: bigint): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from organisation.session where id = ${id} and user_id = ${userId}`.execute(trx)
  return numAffectedRows === 1n
}

/** Ends a person's sessions, all but the one of `kept`. Returns how many. */
export async function deleteOwnSessions(trx: Scoped, userId: number, kept: Buffer | null): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from organisation.session where user_id = ${userId} and (${kept}::bytea is null or token_sha256 <> ${kept})`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/** Notes that the person of a session has just proved who they are. */
export async function markProved(trx: Scoped, tokenSha256: Buffer, method: SignInMethod, now: Date): Promise<void> {
  await sql`update organisation.session set authenticated_at = ${now}, method = ${method} where token_sha256 = ${tokenSha256}`.execute(trx)
}
