import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { OrganisationTables } from '../organisation.tables.ts'

const tables = (database: Database) => database.withTables<OrganisationTables>()

export interface SecondFactor {
  sealedSecret: string
  confirmedAt: Date | null
  lastStep: bigint
}

export const findFactor = (database: Database, userId: number): Promise<SecondFactor | undefined> =>
  tables(database)
    .selectFrom('organisation.second_factor')
    .select(['sealed_secret as sealedSecret', 'confirmed_at as confirmedAt', 'last_step as lastStep'])
    .where('user_id', '=', userId)
    .executeTakeFirst()

/** Keeps a secret that is not confirmed yet. False when a confirmed one is there, which stays. */
export async function offerFactor(database: Database, userId: number, sealedSecret: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into organisation.second_factor (user_id, sealed_secret, offered_at) values (${userId}, ${sealedSecret}, ${now})
    on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, offered_at = excluded.offered_at, last_step = 0
    where second_factor.confirmed_at is null`.execute(database)
  return numAffectedRows === 1n
}

/** Marks a step as used and, the first time, the factor as confirmed. False when that step or a later one was used meanwhile. */
export async function takeStep(database: Database, userId: number, step: bigint, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update organisation.second_factor set last_step = ${step}, confirmed_at = coalesce(confirmed_at, ${now})
    where user_id = ${userId} and last_step < ${step}`.execute(database)
  return numAffectedRows === 1n
}

/** Removes factor and recovery codes; false when there was no confirmed one. */
export async function deleteFactor(database: Database, userId: number): Promise<boolean> {
  await tables(database).deleteFrom('organisation.recovery_code').where('user_id', '=', userId).execute()
  const { rows } = await sql<{ confirmed: boolean }>`
    delete from organisation.second_factor where user_id = ${userId} returning confirmed_at is not null as confirmed`.execute(database)
  return rows[0]?.confirmed ?? false
}

/** Puts new recovery codes in the place of all former ones. */
export async function replaceRecoveryCodes(database: Database, userId: number, hashes: readonly Buffer[]): Promise<void> {
  await tables(database).deleteFrom('organisation.recovery_code').where('user_id', '=', userId).execute()
  const rows = hashes.map((code_sha256) => ({ user_id: userId, code_sha256, used_at: null }))
  await tables(database).insertInto('organisation.recovery_code').values(rows).execute()
}

/** Uses a recovery code up; false when there is no such code left. */
export async function takeRecoveryCode(database: Database, userId: number, codeSha256: Buffer, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update organisation.recovery_code set used_at = ${now} where user_id = ${userId} and code_sha256 = ${codeSha256} and used_at is null`.execute(
    database,
  )
  return numAffectedRows === 1n
}

export async function countRecoveryCodes(database: Database, userId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from organisation.recovery_code where user_id = ${userId} and used_at is null`.execute(database)
  return rows[0]?.n ?? 0
}

/** Every sealed secret, for sealing anew under another key. */
export async function allSealedSecrets(database: Database): Promise<{ userId: number; sealedSecret: string }[]> {
  const { rows } = await sql<{ userId: number; sealedSecret: string }>`
    select user_id as "userId", sealed_secret as "sealedSecret" from organisation.second_factor order by user_id for update`.execute(
    database,
  )
  return rows
}

export async function updateSealedSecret(database: Database, userId: number, sealedSecret: string): Promise<void> {
  await tables(database)
    .updateTable('organisation.second_factor')
    .set({ sealed_secret: sealedSecret })
    .where('user_id', '=', userId)
    .execute()
}
