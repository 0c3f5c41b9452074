import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { StaffRole } from './organisation.tables.ts'

export interface UserRow {
  userId: number
  login: string
  name: string
  role: StaffRole
  institutionId: number
  staffId: number | null
  /** the own institution and all below it, parents first */
  subtree: number[]
  /** every institution, only for whom `wholeBank` names */
  bank: number[]
}

/** An account with the institutions around it; undefined when unknown or the person has left by `today`. */
export async function findUser(
  database: Database,
  userId: number,
  wholeBank: readonly StaffRole[],
  today: string,
): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`
    select u.id as "userId", u.login, u.name, u.role, u.institution_id as "institutionId", u.staff_id as "staffId",
      array(select i.id from organisation.institution i where starts_with(i.path, own.path) order by string_to_array(i.path, '/')) as subtree,
      case when u.role = any(${[...wholeBank]}::text[])
        then array(select i.id from organisation.institution i order by string_to_array(i.path, '/')) else '{}' end as bank
    from organisation.user_account u
    join organisation.institution own on own.id = u.institution_id
    left join organisation.staff on staff.id = u.staff_id
    where u.id = ${userId} and (staff.left_on is null or staff.left_on > ${today}::date)`.execute(database)
  return rows[0]
}
