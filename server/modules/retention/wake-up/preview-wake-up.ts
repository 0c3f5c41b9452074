import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { subtreeOf } from '../../organisation/index.ts'
import type { WakeUpPreview, Who } from './contract.ts'
import { settle } from './settle.ts'
import { mayStartWakeUp } from './wake-up.policy.ts'

/** What a programme would be if it were started now; draws nothing. */
export function previewWakeUp(
  database: Database,
  { scope }: Person,
  who: Who,
  now: Date,
): Promise<WakeUpPreview | 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY'> {
  return withScope(database, scope, async (trx) => {
    if (!mayStartWakeUp(scope.role)) return 'FORBIDDEN'
    const institutions = await subtreeOf(trx, scope, who.institutionId)
    if (institutions.length === 0) return 'NOT_FOUND'
    const settled = await settle(trx, who, institutions, businessDateOf(now), now)
    return settled?.preview ?? 'NOT_READY'
  })
}
