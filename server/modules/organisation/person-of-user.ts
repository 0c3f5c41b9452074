import { staffRoles } from '../../../night/extract/canonical.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import type { Asker } from '../../platform/jobs/task.ts'
import { findUser } from './person-of-user.sql.ts'
import { reachOf } from './scope.rules.ts'

const wholeBank = staffRoles.filter((role) => reachOf(role) === 'bank')

/**
 * Who asked for some work, with what they may see now, for work that goes on after the request; undefined when the person has left, or is no longer
 * what they were when they asked (role, institution, portfolio). `database` is the owner's handle.
 */
export async function personOfUser(database: Database, asker: Asker, now: Date): Promise<Person | undefined> {
  const user = await findUser(database, asker.userId, wholeBank, businessDateOf(now))
  if (!user || user.role !== asker.role) return undefined
  const { userId, login, name, role, institutionId } = user
  const reach = reachOf(role)
  const institutions = reach === 'bank' ? user.bank : reach === 'subtree' ? user.subtree : [institutionId]
  const managerId = reach === 'portfolio' ? (user.staffId ?? -1) : null
  if (managerId !== asker.managerId || institutions[0] !== asker.topInstitutionId) return undefined
  return { userId, login, name, scope: { userId, role, institutionId, institutions, managerId } }
}
