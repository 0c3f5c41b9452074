import { addDays } from '../../../platform/calendar.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { StaffRole } from '../organisation.tables.ts'
import { managerAt, onRecord, staffSubject, type Desk, type Refusal } from './desk.ts'
import { fitsLevel, isPlainName, mayManageAnybody, mayManagePost, type Manager } from './manage.rules.ts'
import { listedPerson } from './may-manage.ts'
import { leftBehind } from './orphans.sql.ts'
import { endPostRow, findInstitution, findPost, findStaff, insertPost, insertStaff, type PostRow } from './posts.sql.ts'
import { forgetAllSessions } from '../recent-sessions.ts'

export interface WantedPost {
  institutionId: number
  role: StaffRole
  fromOn: string
  lastOn?: string | undefined
}

/** Why a post may not be given, or undefined when it may. */
async function problemOf(trx: Scoped, desk: Desk, manager: Manager, wanted: WantedPost): Promise<Refusal | undefined> {
  const institution = await findInstitution(trx, wanted.institutionId)
  if (!institution) return 'NOT_FOUND'
  const may = mayManagePost(manager, wanted)
  if (may !== true) return may
  if (!fitsLevel(wanted.role, institution.level)) return 'ROLE_DOES_NOT_FIT'
  if (wanted.lastOn !== undefined && wanted.lastOn < wanted.fromOn) return 'DATES_REVERSED'
  return wanted.fromOn < desk.today ? 'DATE_PASSED' : undefined
}

const detailOf = ({ institutionId, role, fromOn, lastOn }: WantedPost) => ({ institutionId, role, fromOn, lastOn: lastOn ?? null })

/** Enters a person whom the bank's extract does not name, with a first post. */
export async function addPerson(desk: Desk, wanted: WantedPost & { name: string }): Promise<{ staffId: number } | Refusal> {
  const manager = await managerAt(desk)
  const asked = { action: 'add-person', institutionId: wanted.institutionId, detail: { name: wanted.name, ...detailOf(wanted) } } as const
  return onRecord(desk, asked, async (trx) => {
    const may = mayManageAnybody(manager)
    if (may !== true) return may
    if (!isPlainName(wanted.name)) return 'ODD_NAME'
    const problem = await problemOf(trx, desk, manager, wanted)
    if (problem) return problem
    const staffId = await insertStaff(trx, wanted)
    await insertPost(trx, { ...wanted, staffId, lastOn: wanted.lastOn ?? null, madeBy: desk.person.userId })
    return { staffId }
  })
}

/** Gives a person one more post, from a day of today or later; a post that overlaps the same one is refused. */
export async function addPost(desk: Desk, wanted: WantedPost & { staffId: number }): Promise<{ postId: number } | Refusal> {
  const manager = await managerAt(desk)
  const { staffId } = wanted
  const asked = {
    action: 'add-post',
    subject: staffSubject(staffId),
    institutionId: wanted.institutionId,
    detail: detailOf(wanted),
  } as const
  const answer = await onRecord(desk, asked, async (trx) => {
    const may = mayManageAnybody(manager)
    if (may !== true) return may
    if (!(await listedPerson(trx, staffId, desk.today))) return 'NOT_FOUND'
    if (staffId === manager.staffId) return 'OWN_RECORD'
    const problem = await problemOf(trx, desk, manager, wanted)
    if (problem) return problem
    const staff = await findStaff(trx, staffId)
    if (staff?.leftOn && staff.leftOn <= (wanted.lastOn ?? '9999-12-31')) return 'HAS_LEFT'
    return { postId: await insertPost(trx, { ...wanted, lastOn: wanted.lastOn ?? null, madeBy: desk.person.userId }) }
  })
  forgetAllSessions()
  return answer
}

/** A post in the scope that has not ended and that the manager may take away; else why not. */
async function changeable(trx: Scoped, desk: Desk, manager: Manager, postId: number): Promise<PostRow | Refusal> {
  const may = mayManageAnybody(manager)
  if (may !== true) return may
  const post = await findPost(trx, postId)
  if (!post) return 'NOT_FOUND'
  if (post.staffId === manager.staffId) return 'OWN_RECORD'
  const mayPost = mayManagePost(manager, post)
  if (mayPost !== true) return mayPost
  return post.untilOn !== null && post.untilOn <= desk.today ? 'POST_ENDED' : post
}

/** Whether customers of a post that ends on a day would have nobody: the person keeps some there, by no other post, and no hand-over takes them by then. */
async function leavesAlone(trx: Scoped, post: PostRow, { by, today }: { by: string; today: string }): Promise<boolean> {
  if (post.role !== 'relationship_manager') return false
  const others = (await listedPerson(trx, post.staffId, today))?.posts.filter(
    ({ id, institutionId }) => id !== post.id && institutionId === post.institutionId,
  )
  return (others ?? []).length === 0 && (await leftBehind(trx, post.staffId, by, post.institutionId)) > 0
}

/** Ends a post after `lastOn`, or at once without one; whoever wears it is out of it with the next request. */
export async function endPost(
  desk: Desk,
  { postId, lastOn, withCustomers = false }: { postId: number; lastOn?: string | undefined; withCustomers?: boolean | undefined },
): Promise<{ done: true } | Refusal> {
  const manager = await managerAt(desk)
  const asked = {
    action: 'end-post',
    subject: { kind: 'post', id: String(postId) },
    detail: { lastOn: lastOn ?? null, withCustomers },
  } as const
  const answer = await onRecord(desk, asked, async (trx) => {
    const post = await changeable(trx, desk, manager, postId)
    if (typeof post === 'string') return post
    if (lastOn !== undefined && lastOn < desk.today) return 'DATE_PASSED'
    if (lastOn !== undefined && lastOn < (post.fromOn ?? lastOn)) return 'DATES_REVERSED'
    if (lastOn !== undefined && post.untilOn !== null && lastOn >= post.untilOn) return 'POST_ENDED'
    const by = lastOn === undefined ? desk.today : addDays(lastOn, 1)
    if (!withCustomers && (await leavesAlone(trx, post, { by, today: desk.today }))) return 'KEEPS_CUSTOMERS'
    await endPostRow(trx, postId, lastOn ?? null, desk.today, desk.person.userId, desk.now)
    return { done: true as const }
  })
  forgetAllSessions()
  return answer
}

/**
 * Moves a post to another institution or role from a day on: one ends, the other begins. Customers kept before who
 * would have nobody then hold it up, unless `withCustomers` says otherwise: then they show as orphaned.
 */
export async function transferPost(
  desk: Desk,
  { withCustomers = false, ...wanted }: WantedPost & { postId: number; withCustomers?: boolean | undefined },
): Promise<{ postId: number } | Refusal> {
  const manager = await managerAt(desk)
  const { postId } = wanted
  const subject = { kind: 'post', id: String(postId) }
  const asked = { action: 'transfer-post', subject, institutionId: wanted.institutionId, detail: detailOf(wanted) } as const
  const answer = await onRecord(desk, asked, async (trx) => {
    const post = await changeable(trx, desk, manager, postId)
    if (typeof post === 'string') return post
    const problem = await problemOf(trx, desk, manager, wanted)
    if (problem) return problem
    if (wanted.fromOn < (post.fromOn ?? wanted.fromOn)) return 'DATES_REVERSED'
    if (post.institutionId === wanted.institutionId && post.role === wanted.role) return 'POST_OVERLAPS'
    const staff = await findStaff(trx, post.staffId)
    if (staff?.leftOn) return 'HAS_LEFT'
    const staysThere = post.institutionId === wanted.institutionId
    if (!withCustomers && !staysThere && (await leavesAlone(trx, post, { by: wanted.fromOn, today: desk.today }))) return 'KEEPS_CUSTOMERS'
    await endPostRow(trx, postId, null, wanted.fromOn, desk.person.userId, desk.now)
    return { postId: await insertPost(trx, { ...wanted, staffId: post.staffId, lastOn: null, madeBy: desk.person.userId }) }
  })
  forgetAllSessions()
  return answer
}
