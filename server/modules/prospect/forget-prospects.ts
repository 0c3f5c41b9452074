import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { policyAt } from '../policy/index.ts'
import { forgetProspects } from './prospect-facts.sql.ts'

/** Forgets prospects nothing came of within policy prospect.keep_days (M31, PIPL 19). `owner`: the owner's handle. How many. */
export async function forgetOldProspects(owner: Database, now: Date): Promise<number> {
  const today = businessDateOf(now)
  return forgetProspects(owner, addDays(today, -(await policyAt(owner, today)).whole('prospect.keep_days')), today)
}
