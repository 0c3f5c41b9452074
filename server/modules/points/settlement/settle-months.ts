import { z } from 'zod'
import { systemActor } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { asSystem, taskKind, type Task } from '../../../platform/jobs/task.ts'
import { policyAt } from '../../policy/index.ts'
import { settleMonth } from './statement.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'settle-points': true
  }
}

/** The statements of the months that ended; due every hour, what is there is passed over. */
export const settlePoints = taskKind(
  'settle-points',
  z.object({}).transform((): Record<string, never> => ({})),
)

/** A server that stood still for so long still settles. */
const lookBackMonths = 3

/** First days of the months that ended before a day, the oldest first. */
function endedMonths(today: string): string[] {
  const months: string[] = []
  for (let last = addDays(`${today.slice(0, 7)}-01`, -1); months.length < lookBackMonths; last = addDays(`${last.slice(0, 7)}-01`, -1))
    months.unshift(`${last.slice(0, 7)}-01`)
  return months
}

/** Makes the statements of every month that ended lately (M73). A month's day is over before its statements are made: nothing is posted into it any more. */
export async function settleEndedMonths(owner: Database, now: Date): Promise<number> {
  let all = 0
  for (const month of endedMonths(businessDateOf(now))) {
    all += await owner.transaction().execute(async (trx) => {
      const lastDay = addDays(`${addDays(month, 31).slice(0, 7)}-01`, -1)
      const made = await settleMonth(trx, month, (await policyAt(trx, lastDay)).fen('points.worth_fen'), now)
      if (made > 0)
        await recordAudit(trx, {
          actor: systemActor,
          action: 'settle-points',
          subject: { kind: 'month', id: month },
          outcome: 'done',
          detail: { made },
        })
      return made
    })
  }
  return all
}

export const settlementTasks = ({ owner, now }: { owner: Database; now: () => Date }): Task[] => [
  asSystem(settlePoints, async () => {
    await settleEndedMonths(owner, now())
  }),
]
