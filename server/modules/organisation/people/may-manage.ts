import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import { managerAt, type Desk } from './desk.ts'
import { mayManageAnybody, mayManagePerson, type ManageRefusal } from './manage.rules.ts'
import { peoplePage, type Listed } from './people.sql.ts'
import { postsFrom } from './posts.sql.ts'

/** One person that the scope of `trx` shows; undefined for whoever is elsewhere or nobody. */
export const listedPerson = async (trx: Scoped, staffId: number, today: string): Promise<Listed | undefined> =>
  (await peoplePage(trx, { staffId, offset: 0, limit: 1 }, today)).rows[0]

/** Whether the person at the desk may change all of somebody: 'NOT_FOUND' for whom they do not see. */
export async function mayChange(desk: Desk, staffId: number): Promise<true | ManageRefusal | 'NOT_FOUND'> {
  const manager = await managerAt(desk)
  const anybody = mayManageAnybody(manager)
  if (anybody !== true) return anybody
  const seen = await withScope(desk.database, desk.person.scope, (trx) => listedPerson(trx, staffId, desk.today))
  if (!seen) return 'NOT_FOUND'
  return mayManagePerson(manager, { staffId, posts: await postsFrom(desk.accounts, staffId, desk.today) })
}
