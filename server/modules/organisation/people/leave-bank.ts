import { withScope } from '../../../platform/database/scope.ts'
import { forgetAllSessions } from '../recent-sessions.ts'
import { onRecordAsOwner, staffSubject, type Desk, type Refusal } from './desk.ts'
import { leaveRows, rejoinRow } from './leaving.sql.ts'
import { setClosed } from './logins.sql.ts'
import { mayChange } from './may-manage.ts'
import { leftBehind } from './orphans.sql.ts'
import { customersKept } from './people.sql.ts'
import { findStaff } from './posts.sql.ts'

/**
 * Notes that a person leaves the bank; `leftOn` is the first day away. From that day no post, deputy or log-in of theirs holds; with a day that has come
 * their sessions end at once. Nothing is deleted: `customers` says how many need a new manager. While some would have nobody it is refused, unless
 * `withCustomers` says that it has to be all the same.
 */
export async function leaveBank(
  desk: Desk,
  { staffId, leftOn, withCustomers = false }: { staffId: number; leftOn: string; withCustomers?: boolean | undefined },
): Promise<{ customers: number } | Refusal> {
  const may = await mayChange(desk, staffId)
  const { customers, alone } =
    may === true
      ? await withScope(desk.database, desk.person.scope, async (trx) => ({
          customers: await customersKept(trx, staffId),
          alone: await leftBehind(trx, staffId, leftOn),
        }))
      : { customers: null, alone: 0 }
  const asked = { action: 'leave-bank', subject: staffSubject(staffId), detail: { leftOn, customers, withCustomers } } as const
  const answer = await onRecordAsOwner<{ customers: number }>(desk, asked, async (trx) => {
    if (may !== true) return may
    const staff = await findStaff(trx, staffId)
    if (!staff) return 'NOT_FOUND'
    if (staff.leftOn !== null && staff.leftOn <= desk.today) return 'HAS_LEFT'
    if (staff.leftSource === 'extract') return 'FROM_EXTRACT'
    if (alone > 0 && !withCustomers) return 'KEEPS_CUSTOMERS'
    await leaveRows(trx, staffId, leftOn, desk.person.userId, desk.now)
    if (leftOn <= desk.today) await setClosed(trx, staffId, { at: desk.now, by: desk.person.userId })
    return { customers: customers ?? 0 }
  })
  forgetAllSessions()
  return answer
}

/** Takes a leaving back that was noted on screen. Posts and the log-in are given anew: what ended stays ended. */
export async function rejoinBank(desk: Desk, staffId: number): Promise<{ done: true } | Refusal> {
  const may = await mayChange(desk, staffId)
  return onRecordAsOwner(desk, { action: 'rejoin-bank', subject: staffSubject(staffId) }, async (trx) => {
    if (may !== true) return may
    const staff = await findStaff(trx, staffId)
    if (staff?.leftSource !== 'screen') return 'HAS_NOT_LEFT'
    await rejoinRow(trx, staffId)
    return { done: true as const }
  })
}
