import { expireExports, exportTasks, type FileStore } from './modules/export/index.ts'
import { personOfUser } from './modules/organisation/index.ts'
import { awardPoints, oversightTasks, rewardTasks, watchGifts } from './modules/points/index.ts'
import { planDaysKind, todayTasks } from './modules/today/index.ts'
import type { Databases } from './platform/database/pools.ts'
import { startJobs, type Jobs, type Recurring } from './platform/jobs/start-jobs.ts'
import type { PersonOf, Task } from './platform/jobs/task.ts'

export interface Background {
  databases: Databases
  exportFiles: FileStore
  now: () => Date
  onTrouble: (error: unknown) => void
}

/** Runs the jobs of every module (server/platform/jobs/README.md): a module's tasks and its work of the clock are one line each. */
export function startBackground({ databases, exportFiles, now, onTrouble }: Background): Jobs {
  const personOf: PersonOf = (asker) => personOfUser(databases.owner, asker, now())
  const tasks: Task[] = [
    ...exportTasks({ ...databases, personOf, store: exportFiles, now }),
    ...rewardTasks({ owner: databases.owner, now }),
    ...oversightTasks({ owner: databases.owner }),
    ...todayTasks({ owner: databases.owner, now }),
  ]
  const recurring: Recurring[] = [
    { kind: expireExports, at: '*/5 * * * *' },
    { kind: awardPoints, at: '15 * * * *' },
    { kind: watchGifts, at: '25 * * * *' },
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
