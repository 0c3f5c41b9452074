import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { policyAt } from '../policy/index.ts'

/** a device's clock may be ahead of ours by so much */
const clockAheadMs = 300_000

/** Why a contact noted at a moment (ISO) cannot be put on record now: of the future, or older than policy worklog.late_days; undefined when it can. */
export async function wrongTime(trx: Scoped, at: string, now: Date): Promise<'in_future' | 'too_late' | undefined> {
  if (Date.parse(at) > now.getTime() + clockAheadMs) return 'in_future'
  const today = businessDateOf(now)
  const earliest = addDays(today, -(await policyAt(trx, today)).whole('worklog.late_days'))
  return businessDateOf(new Date(at)) < earliest ? 'too_late' : undefined
}
