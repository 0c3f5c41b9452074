import type { InferContractRouterOutputs } from '@orpc/contract'
import type { retentionContract } from '../../../server/modules/retention/contract.ts'

/** What a teller sees of the customer at the counter. */
export type Glance = InferContractRouterOutputs<typeof retentionContract>['glance']
