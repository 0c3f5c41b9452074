import type { StaffRole } from '../organisation.tables.ts'

const ranks: Record<StaffRole, number> = {
  head_office: 4,
  compliance_officer: 4,
  branch_manager: 3,
  outlet_president: 2,
  relationship_manager: 1,
  lobby_manager: 1,
  teller: 1,
}
const wholeBankRoles: readonly StaffRole[] = ['head_office', 'compliance_officer']

/** These roles see the whole bank, so their posts are at head office only. */
export const fitsLevel = (role: StaffRole, level: string): boolean => !wholeBankRoles.includes(role) || level === 'head_office'

/** Letters of any script, digits, and what stands between the parts of a name; no brackets, quotes or signs that mean something to a program. */
export const isPlainName = (name: string): boolean => /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} ·.’-]*$/u.test(name)

/** Somebody who changes people: the role worn, where, and what it sees. */
export interface Manager {
  role: string
  institutionId: number
  institutions: readonly number[]
  staffId: number | null
  actsForOthers: boolean
}

/** Who is changed: the posts of today and later, those that the manager cannot see included. */
export interface Managed {
  staffId: number | null
  posts: readonly { role: StaffRole; institutionId: number }[]
}

const managingRoles = ['head_office', 'branch_manager', 'outlet_president'] as const
type ManagingRole = (typeof managingRoles)[number]
const isManaging = (role: string): role is ManagingRole => managingRoles.some((one) => one === role)

export type ManageRefusal = 'FORBIDDEN' | 'ACTING_FOR_OTHERS' | 'OWN_RECORD' | 'ROLE_ABOVE' | 'ELSEWHERE_TOO'

/** Whether somebody may change people at all; what they may change is asked for each person or post. */
export function mayManageAnybody(manager: Pick<Manager, 'role' | 'actsForOthers'>): true | ManageRefusal {
  if (!isManaging(manager.role)) return 'FORBIDDEN'
  return manager.actsForOthers ? 'ACTING_FOR_OTHERS' : true
}

/**
 * Whether the manager may give or take a post of that role there: head office everywhere; branch managers and presidents below their own role, and of
 * their own role only further down the tree.
 */
export function mayManagePost(manager: Manager, post: { role: StaffRole; institutionId: number }): true | ManageRefusal {
  const may = mayManageAnybody(manager)
  if (may !== true) return may
  if (!isManaging(manager.role) || manager.role === 'head_office') return true
  const difference = ranks[manager.role] - ranks[post.role]
  return difference > 0 || (difference === 0 && post.institutionId !== manager.institutionId) ? true : 'ROLE_ABOVE'
}

/** Whether the manager may change all of a person (leaving, log-in): nobody themselves, and nobody with a post that is beyond them. */
export function mayManagePerson(manager: Manager, person: Managed): true | ManageRefusal {
  const may = mayManageAnybody(manager)
  if (may !== true) return may
  if (person.staffId !== null && person.staffId === manager.staffId) return 'OWN_RECORD'
  for (const post of person.posts) {
    const mayPost = mayManagePost(manager, post)
    if (mayPost !== true) return mayPost
  }
  return person.posts.every((post) => manager.institutions.includes(post.institutionId)) ? true : 'ELSEWHERE_TOO'
}
