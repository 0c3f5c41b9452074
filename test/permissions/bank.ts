import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../server/modules/organisation/index.ts'
import { insertAccount } from '../../server/modules/organisation/account.sql.ts'
import { hashPassword } from '../../server/modules/organisation/password.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { publishBank } from '../support/published-bank.ts'

/** Somebody of a role, and of what they see and do not see one thing each (test/support/published-rows.ts). */
export interface Walker {
  role: StaffRole
  login: string
  userId: number
  /** the own institution; customer 3 belongs below it, and to manager 14 */
  institutionId: number
  /** an institution that exists and is not theirs; null when they see the whole bank */
  otherInstitution: number | null
  /** a customer they see, and those who exist and are not theirs: of another outlet, for a manager also of the own outlet */
  customer: number
  otherCustomers: readonly number[]
}

const homes: Record<StaffRole, number> = {
  head_office: 1,
  compliance_officer: 1,
  branch_manager: 2,
  outlet_president: 4,
  relationship_manager: 4,
  lobby_manager: 4,
  teller: 4,
}
const wholeBank: readonly StaffRole[] = ['head_office', 'compliance_officer']
const otherOutlet = 6
const ofOtherOutlet = 5
const ofOtherManager = 6
export const password = 'right'

/** The small bank with one account of every role. */
export async function openBank(databases: Databases): Promise<Walker[]> {
  await publishBank(databases)
  const passwordHash = await hashPassword(password)
  for (const role of staffRoles) {
    const staffId = role === 'relationship_manager' ? 14 : null
    await insertAccount(databases.owner, { login: role, name: role, role, institutionId: homes[role], staffId, passwordHash })
  }
  await sql`insert into extract.load (business_date, mapping, outcome, finished_at) values ('2026-11-20', 'canonical', 'loaded', now())`.execute(
    databases.owner,
  )
  const { rows } = await sql<{ id: number; login: string }>`select id, login from organisation.user_account`.execute(databases.owner)
  const idOf = new Map(rows.map((row) => [row.login, row.id]))
  return staffRoles.map((role) => ({
    role,
    login: role,
    userId: idOf.get(role) ?? 0,
    institutionId: homes[role],
    otherInstitution: wholeBank.includes(role) ? null : otherOutlet,
    customer: 3,
    otherCustomers: wholeBank.includes(role) ? [] : role === 'relationship_manager' ? [ofOtherOutlet, ofOtherManager] : [ofOtherOutlet],
  }))
}

/** A saved view of a person; returns its id. */
export async function keepView(databases: Databases, userId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into customer.saved_view (user_id, name, view)
    values (${userId}, ${`view ${Math.random()}`}, '{"filters":[],"sort":{"figure":"aum","direction":"descending"},"columns":[]}') returning id`.execute(
    databases.owner,
  )
  return rows[0]?.id ?? 0
}

/** An open flag about a person; returns its id. */
export async function raiseFlag(databases: Databases, userId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into privacy.lookup_flag (kind, entry_id, at, actor_user_id, actor_login, actor_role, customer_id)
    select 'self', coalesce(max(entry_id), 0) + 1, now(), ${userId}, 'x', 'teller', '3' from privacy.lookup_flag returning id`.execute(
    databases.owner,
  )
  return rows[0]?.id ?? 0
}
