import { z } from 'zod'
import type { Database } from '../../platform/database/pools.ts'
import { asSystem, taskKind, type Task } from '../../platform/jobs/task.ts'
import { planDays } from './plan-days.ts'

/** The day's plans of all managers; of the clock, every minute: after a publication and when a business day begins there is something to do. */
export const planDaysKind = taskKind('plan-days', z.object({}))

export const todayTasks = ({ owner, now }: { owner: Database; now: () => Date }): Task[] => [
  asSystem(planDaysKind, async (_payload, { signal }) => void (await planDays(owner, { now: now(), signal }))),
]
