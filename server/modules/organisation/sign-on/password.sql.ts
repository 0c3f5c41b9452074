import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'

export interface NewPassword {
  userId: number
  passwordHash: string
  /** it was given by somebody else and lets in only to be replaced */
  mustChange: boolean
}

/** Sets an account's password and keeps the former one's hash. */
export async function replacePassword(trx: Scoped, { userId, passwordHash, mustChange }: NewPassword, now: Date): Promise<void> {
  await sql`
    insert into organisation.old_password (user_id, replaced_at, password_hash) select id, ${now}, password_hash from organisation.user_account
    where id = ${userId} on conflict (user_id, replaced_at) do update set password_hash = excluded.password_hash`.execute(trx)
  await sql`
    update organisation.user_account set password_hash = ${passwordHash}, must_change_password = ${mustChange}, password_changed_at = ${now}
    where id = ${userId}`.execute(trx)
}

/** Keeps no more than so many former passwords' hashes, the newest. */
export async function forgetOldPasswords(trx: Scoped, userId: number, keep: number): Promise<void> {
  await sql`
    delete from organisation.old_password where user_id = ${userId} and replaced_at not in (
      select replaced_at from organisation.old_password where user_id = ${userId} order by replaced_at desc limit ${keep})`.execute(trx)
}

/** The same password, hashed at another cost; nothing when it was changed meanwhile. */
export async function rehashPassword(trx: Scoped, userId: number, before: string, after: string): Promise<void> {
  await sql`update organisation.user_account set password_hash = ${after} where id = ${userId} and password_hash = ${before}`.execute(trx)
}

/** Hashes of the last passwords, the newest first; the one in use is not among them. */
export async function oldPasswordHashes(database: Database, userId: number, count: number): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select password_hash as hash from organisation.old_password where user_id = ${userId} order by replaced_at desc limit ${count}`.execute(
    database,
  )
  return rows.map(({ hash }) => hash)
}
