import { personOfUser } from './modules/organisation/index.ts'
import type { Databases } from './platform/database/pools.ts'
import { startJobs, type Jobs, type Recurring } from './platform/jobs/start-jobs.ts'
import type { Task } from './platform/jobs/task.ts'

export interface Background {
  databases: Databases
  now: () => Date
  onTrouble: (error: unknown) => void
}

/** Runs the jobs of every module (server/platform/jobs/README.md): a module's tasks and its work of the clock are one line each. */
export function startBackground({ databases, now, onTrouble }: Background): Jobs {
  const tasks: Task[] = []
  const recurring: Recurring[] = []
  return startJobs({
    pool: databases.ownerPool,
    tasks,
    recurring,
    personOf: (asker) => personOfUser(databases.owner, asker, now()),
    onTrouble,
  })
}
