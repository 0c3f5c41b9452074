import { z } from 'zod'
import { systemActor } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { asSystem, taskKind, type Task } from '../../../platform/jobs/task.ts'
import { expireDue } from '../ledger.sql.ts'
import { awardMonth, endedMonths, versionsInForce } from './award.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'award-points': true
  }
}

/** The points of the month that ended, due every morning: what is posted already is passed over. */
export const awardPoints = taskKind(
  'award-points',
  z.object({}).transform((): Record<string, never> => ({})),
)

/** A month is looked at again for so long: a late night still gives its points. */
const lookBackDays = 62
const expireAtOnce = 2_000

/**
 * Awards the points of every month that ended lately and has its last night published, by every programme in force then, and expires what is due. May be killed
 * and run again at any time. Returns the postings made.
 */
export async function awardDuePoints(owner: Database, now: Date): Promise<bigint> {
  const today = businessDateOf(now)
  let all = 0n
  for (const monthEnd of await endedMonths(owner, today, lookBackDays)) {
    for (const version of await versionsInForce(owner, monthEnd)) {
      const { made, passedOver } = await awardMonth(owner, version, monthEnd)
      all += made
      if (made === 0n) continue
      await owner.transaction().execute((trx) =>
        recordAudit(trx, {
          actor: systemActor,
          action: 'award-points',
          subject: { kind: 'reward', id: version.code },
          institutionId: version.institutionId,
          outcome: 'done',
          detail: { monthEnd, version: version.version, made, passedOver },
        }),
      )
    }
  }
  while ((await expireDue(owner, today, expireAtOnce)) >= expireAtOnce) continue
  return all
}

export const rewardTasks = ({ owner, now }: { owner: Database; now: () => Date }): Task[] => [
  asSystem(awardPoints, async () => {
    await awardDuePoints(owner, now())
  }),
]
