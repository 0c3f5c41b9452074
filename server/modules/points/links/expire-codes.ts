import { z } from 'zod'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { asSystem, taskKind, type Task } from '../../../platform/jobs/task.ts'
import { expireCodes } from './code.sql.ts'

/** Codes whose time is over give their points and pieces back; due every few minutes. */
export const expireRedemptions = taskKind(
  'expire-redemptions',
  z.object({}).transform((): Record<string, never> => ({})),
)

const atOnce = 500

/** Ends every code whose time is over; may be killed and run again at any time. Returns how many. */
export async function expireDueCodes(owner: Database, now: Date): Promise<number> {
  let all = 0
  for (let done = atOnce; done >= atOnce; all += done) done = await expireCodes(owner, now, businessDateOf(now), atOnce)
  return all
}

export const redemptionTasks = ({ owner, now }: { owner: Database; now: () => Date }): Task[] => [
  asSystem(expireRedemptions, async () => {
    await expireDueCodes(owner, now())
  }),
]
