import { withScope } from '../../../platform/database/scope.ts'
import { actorOf } from '../../../platform/audit/entry.ts'
import { recordRefusal } from '../../../platform/audit/record.ts'
import { forgetAllSessions } from '../recent-sessions.ts'
import { hasPostThroughout, insertStandIn } from './deputies.sql.ts'
import { managerAt, onRecord, staffSubject, type Desk, type Refusal } from './desk.ts'
import { mayManageAnybody, mayManagePost } from './manage.rules.ts'
import { listedPerson } from './may-manage.ts'
import { customersThere, keeps, orphanGroups, type OrphanGroup } from './orphans.sql.ts'
import { mayReadPeople } from './people.policy.ts'
import { findStaff } from './posts.sql.ts'

const keepers = ['relationship_manager', 'outlet_president']

/** The customers in the scope without a manager who answers for them, by former manager and institution. */
export async function listOrphans(desk: Desk): Promise<{ groups: OrphanGroup[] } | Refusal> {
  const { person, database, today } = desk
  if (!mayReadPeople(person.scope.role)) {
    await recordRefusal(database, { actor: actorOf(person), action: 'list-orphans', detail: { reason: 'FORBIDDEN' } })
    return 'FORBIDDEN'
  }
  return { groups: await withScope(database, person.scope, (trx) => orphanGroups(trx, today)) }
}

/**
 * Hands the customers that a former manager had in an institution to a successor, from today until it is ended: the successor gets them as a post of its
 * own. The bank's own assignment is not touched and takes over with the night that delivers it.
 */
export async function succeedManager(
  desk: Desk,
  { managerId, institutionId, successorId }: { managerId: number; institutionId: number; successorId: number },
): Promise<{ id: number } | Refusal> {
  const manager = await managerAt(desk)
  const asked = { action: 'succeed-manager', subject: staffSubject(managerId), institutionId, detail: { successorId } } as const
  const answer = await onRecord(desk, asked, async (trx) => {
    const may = mayManageAnybody(manager)
    if (may !== true) return may
    const seen = (await customersThere(trx, managerId, institutionId)) > 0 && (await listedPerson(trx, successorId, desk.today))
    if (!seen) return 'NOT_FOUND'
    if (managerId === successorId) return 'SAME_PERSON'
    if (successorId === manager.staffId) return 'OWN_RECORD'
    const mayPost = mayManagePost(manager, { role: 'relationship_manager', institutionId })
    if (mayPost !== true) return mayPost
    if (await keeps(trx, managerId, institutionId, desk.today)) return 'STILL_KEPT'
    const between = { fromOn: desk.today, lastOn: desk.today }
    if ((await findStaff(trx, successorId))?.leftOn) return 'HAS_LEFT'
    if (!(await hasPostThroughout(desk.accounts, successorId, between, keepers))) return 'NO_POST_THEN'
    const given = { kind: 'successor', principalId: managerId, deputyId: successorId, postId: null, institutionId } as const
    return { id: await insertStandIn(trx, { ...given, fromOn: desk.today, lastOn: null, madeBy: desk.person.userId }) }
  })
  forgetAllSessions()
  return answer
}
