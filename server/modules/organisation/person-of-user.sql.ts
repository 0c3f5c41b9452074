import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

/** An account that may still be used; undefined when unknown, closed, or the person has left by `today`. */
export async function findUser(
  database: Database,
  userId: number,
  today: string,
): Promise<{ userId: number; login: string; name: string } | undefined> {
  const { rows } = await sql<{ userId: number; login: string; name: string }>`
    select u.id as "userId", u.login, u.name from organisation.user_account u left join organisation.staff on staff.id = u.staff_id
    where u.id = ${userId} and u.closed_at is null and (staff.left_on is null or staff.left_on > ${today}::date)`.execute(database)
  return rows[0]
}
