import { addDays } from '../../../platform/calendar.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import { forgetAllSessions } from '../recent-sessions.ts'
import { endStandIn, findStandIn, hasPostThroughout, insertStandIn, makesChain, passGate } from './deputies.sql.ts'
import { managerAt, onRecord, type Desk, type Refusal } from './desk.ts'
import { mayManageAnybody, mayManagePost, type Manager } from './manage.rules.ts'
import { listedPerson } from './may-manage.ts'
import { findPost, findStaff, type PostRow } from './posts.sql.ts'

export interface WantedDeputy {
  /** the post of the one who is away */
  postId: number
  deputyId: number
  fromOn: string
  lastOn: string
}

/**
 * Lets one person act for another in one post between two days, both included. Refused: for oneself and for the one who arranges it, for longer than
 * `longestDays`, in a post the manager could not give, when it would make a chain or a circle, and for compliance to anybody but compliance.
 */
export async function addDeputy(desk: Desk, wanted: WantedDeputy, longestDays: number): Promise<{ id: number } | Refusal> {
  const manager = await managerAt(desk)
  const { postId, deputyId, fromOn, lastOn } = wanted
  const asked = { action: 'add-deputy', subject: { kind: 'post', id: String(postId) }, detail: { deputyId, fromOn, lastOn } } as const
  const answer = await onRecord(desk, asked, async (trx) => {
    const post = await deputisable(trx, desk, manager, wanted)
    if (typeof post === 'string') return post
    const days = daysProblem(desk, wanted, longestDays) ?? (await peopleProblem(trx, desk, post, wanted))
    if (days) return days
    const { staffId: principalId, institutionId } = post
    await passGate(trx)
    if (await makesChain(desk.accounts, deputyId, principalId, wanted)) return 'DEPUTY_CHAIN'
    return {
      id: await insertStandIn(trx, {
        kind: 'deputy',
        principalId,
        deputyId,
        postId,
        institutionId,
        fromOn,
        lastOn,
        madeBy: desk.person.userId,
      }),
    }
  })
  forgetAllSessions()
  return answer
}

/** The post to act in, when the manager may hand it to that person at all. */
async function deputisable(trx: Scoped, desk: Desk, manager: Manager, { postId, deputyId }: WantedDeputy): Promise<PostRow | Refusal> {
  const may = mayManageAnybody(manager)
  if (may !== true) return may
  const post = await findPost(trx, postId)
  if (!post || !(await listedPerson(trx, deputyId, desk.today))) return 'NOT_FOUND'
  if (post.staffId === deputyId) return 'SAME_PERSON'
  if (manager.staffId !== null && [post.staffId, deputyId].includes(manager.staffId)) return 'OWN_RECORD'
  const mayPost = mayManagePost(manager, post)
  return mayPost === true ? post : mayPost
}

function daysProblem(desk: Desk, { fromOn, lastOn }: WantedDeputy, longestDays: number): Refusal | undefined {
  if (lastOn < fromOn) return 'DATES_REVERSED'
  if (fromOn < desk.today) return 'DATE_PASSED'
  return lastOn > addDays(fromOn, longestDays - 1) ? 'TOO_LONG' : undefined
}

async function peopleProblem(trx: Scoped, desk: Desk, post: PostRow, wanted: WantedDeputy): Promise<Refusal | undefined> {
  const { deputyId, fromOn, lastOn } = wanted
  if (post.untilOn !== null && post.untilOn <= lastOn) return 'POST_ENDED'
  if (post.fromOn !== null && post.fromOn > fromOn) return 'NO_POST_THEN'
  for (const id of [post.staffId, deputyId]) {
    const staff = await findStaff(trx, id)
    if (staff?.leftOn && staff.leftOn <= lastOn) return 'HAS_LEFT'
  }
  if (post.role === 'compliance_officer' && !(await hasPostThroughout(desk.accounts, deputyId, wanted, ['compliance_officer']))) {
    return 'DEPUTY_NOT_INDEPENDENT'
  }
  return (await hasPostThroughout(desk.accounts, deputyId, wanted, null)) ? undefined : 'NO_POST_THEN'
}

/** Ends a deputy or a successor at once. */
export async function endDeputy(desk: Desk, id: number): Promise<{ done: true } | Refusal> {
  const manager = await managerAt(desk)
  const answer = await onRecord(desk, { action: 'end-deputy', subject: { kind: 'deputy', id: String(id) } }, async (trx) => {
    const may = mayManageAnybody(manager)
    if (may !== true) return may
    const found = await findStandIn(trx, id)
    if (!found) return 'NOT_FOUND'
    if (manager.staffId !== null && [found.principalId, found.deputyId].includes(manager.staffId)) return 'OWN_RECORD'
    const mayPost = mayManagePost(manager, found)
    if (mayPost !== true) return mayPost
    const ended = await endStandIn(trx, id, desk.today, desk.person.userId, desk.now)
    return ended ? { done: true as const } : 'CONFLICT'
  })
  forgetAllSessions()
  return answer
}
