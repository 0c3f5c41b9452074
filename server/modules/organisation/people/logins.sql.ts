import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { PersonRow } from './contract.ts'

export interface LoginRow {
  staffId: number
  userId: number
  login: string
  state: PersonRow['login']
  lockedUntil: Date | null
  lastSeenAt: Date | null
}

/** The log-ins of some staff, by their id. `database` is the owner's handle: accounts are closed to the web's role. */
export async function loginsOf(database: Database, staffIds: readonly number[], now: Date): Promise<Map<number, LoginRow>> {
  const { rows } = await sql<LoginRow>`
    select u.staff_id as "staffId", u.id as "userId", u.login,
      case when u.closed_at is not null then 'closed' when f.locked_until > ${now} then 'locked' else 'open' end as state,
      case when f.locked_until > ${now} then f.locked_until end as "lockedUntil",
      (select max(s.last_seen_at) from organisation.session s where s.user_id = u.id) as "lastSeenAt"
    from organisation.user_account u left join organisation.failed_sign_in f on f.login_sha256 = sha256(convert_to(u.login, 'UTF8'))
    where u.staff_id = any (${[...staffIds]}::int[]) order by u.closed_at is null, u.id`.execute(database)
  return new Map(rows.map((row) => [row.staffId, row]))
}

/** The staff record of a user; null when the account has none. */
export async function staffIdOf(database: Database, userId: number): Promise<number | null> {
  const { rows } = await sql<{
    staffId: number | null
  }>`select staff_id as "staffId" from organisation.user_account where id = ${userId}`.execute(database)
  return rows[0]?.staffId ?? null
}

/** Opens or closes the accounts of a person and ends their sessions; false when none was in the other state. */
export async function setClosed(database: Database, staffId: number, closed: { at: Date; by: number } | null): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update organisation.user_account set closed_at = ${closed?.at ?? null}, closed_by = ${closed?.by ?? null}
    where staff_id = ${staffId} and (closed_at is null) = ${closed !== null}`.execute(database)
  await sql`delete from organisation.session s using organisation.user_account u where u.id = s.user_id and u.staff_id = ${staffId}`.execute(
    database,
  )
  return (numAffectedRows ?? 0n) > 0n
}
