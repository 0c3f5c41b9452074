import { z } from 'zod'
import type { Database } from '../../../platform/database/pools.ts'
import { asSystem, taskKind, type Task } from '../../../platform/jobs/task.ts'
import { writeInflows } from './watch.sql.ts'

/** Inflows around gifts, as nights come out; run again it changes nothing. */
export const watchGifts = taskKind(
  'watch-gifts',
  z.object({}).transform((): Record<string, never> => ({})),
)

export const oversightTasks = ({ owner }: { owner: Database }): Task[] => [
  asSystem(watchGifts, async () => {
    await writeInflows(owner)
  }),
]
