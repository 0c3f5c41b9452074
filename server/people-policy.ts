import { policyAt } from './modules/policy/index.ts'
import { businessDateOf } from './platform/calendar.ts'
import type { Database } from './platform/database/pools.ts'

/** For how many days at most one person may act for another, as policy has it today. Throws on a missing row. `owner` is the owner's handle. */
export const readLongestDeputyDays = async (owner: Database, now: Date): Promise<number> =>
  (await policyAt(owner, businessDateOf(now))).whole('organisation.deputy_longest_days')
