import { expireExports, exportTasks, type FileStore } from './modules/export/index.ts'
import { messageTasks, openGateways, sweepMessages } from './modules/message/index.ts'
import { forgetReadingsKind, healthTasks } from './modules/health/index.ts'
import { personOfUser } from './modules/organisation/index.ts'
import {
  awardPoints,
  expireRedemptions,
  oversightTasks,
  redemptionTasks,
  rewardTasks,
  settlePoints,
  settlementTasks,
  watchGifts,
} from './modules/points/index.ts'
import { planDaysKind, todayTasks } from './modules/today/index.ts'
import type { Databases } from './platform/database/pools.ts'
import { startJobs, type Jobs, type Recurring } from './platform/jobs/start-jobs.ts'
import { businessDateOf } from './platform/calendar.ts'
import { policyAt } from './modules/policy/index.ts'
import type { Secrets } from './platform/secrets/secrets.ts'
import type { PersonOf, Task } from './platform/jobs/task.ts'

export interface Background {
  databases: Databases
  exportFiles: FileStore
  /** opens what the gateways of messages are secured by */
  secrets: Secrets
  now: () => Date
  onTrouble: (error: unknown) => void
}

/** Runs the jobs of every module (server/platform/jobs/README.md): a module's tasks and its work of the clock are one line each. */
export function startBackground({ databases, exportFiles, secrets, now, onTrouble }: Background): Jobs {
  const personOf: PersonOf = (asker) => personOfUser(databases.owner, asker, now())
  const gateways = async () => {
    const seconds = (await policyAt(databases.owner, businessDateOf(now()))).whole('message.gateway_seconds')
    return openGateways(databases.owner, secrets, seconds, now)
  }
  const tasks: Task[] = [
    ...exportTasks({ ...databases, personOf, store: exportFiles, now }),
    ...rewardTasks({ owner: databases.owner, now }),
    ...redemptionTasks({ owner: databases.owner, now }),
    ...settlementTasks({ owner: databases.owner, now }),
    ...oversightTasks({ owner: databases.owner }),
    ...healthTasks({ owner: databases.owner, now }),
    ...messageTasks({ databases, personOf, gateways, now }),
    ...todayTasks({ owner: databases.owner, now }),
  ]
  const recurring: Recurring[] = [
    { kind: expireExports, at: '*/5 * * * *' },
    { kind: awardPoints, at: '15 * * * *' },
    { kind: settlePoints, at: '35 * * * *' },
    { kind: expireRedemptions, at: '*/5 * * * *' },
    { kind: watchGifts, at: '25 * * * *' },
    { kind: forgetReadingsKind, at: '10 2 * * *' },
    { kind: sweepMessages, at: '* * * * *' },
    { kind: planDaysKind, at: '* * * * *' },
  ]
  return startJobs({
    pool: databases.ownerPool,
    tasks,
    recurring,
    personOf,
    onTrouble,
  })
}
