import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import type { Asker } from '../../platform/jobs/task.ts'
import { personWithRights } from './people/wear-hat.ts'
import { findUser } from './person-of-user.sql.ts'

/**
 * Who asked for some work, with what they may see now, for work that goes on after the request; undefined when the person has left, the login is closed,
 * or no post of theirs is any longer what they asked in (role, institution, portfolio; a deputy's post included). `database` is the owner's handle.
 */
export async function personOfUser(database: Database, asker: Asker, now: Date): Promise<Person | undefined> {
  const today = businessDateOf(now)
  const user = await findUser(database, asker.userId, today)
  return user && personWithRights(database, user, asker, today)
}
