import type { Policies } from '../policy/index.ts'
import type { CheckPolicy } from './check.rules.ts'

/** Policy rows handover.* a check is judged by. */
export const checkPolicyOf = (policies: Policies): CheckPolicy => ({
  checkDays: policies.whole('handover.check_days'),
  lostBelowBp: policies.whole('handover.lost_below_bp'),
})
