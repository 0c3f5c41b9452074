import type { Scoped } from '../../platform/database/scope.ts'
import { mayContactMany, passingWithTheDay } from '../privacy/index.ts'
import { contactChannels, type ContactReason } from '../privacy/contract.ts'
import type { FitNight } from './fit-night.ts'

/** What passes with the day: somebody who may be told tomorrow is worth a suggestion today. */
const passing: readonly ContactReason[] = ['allowed', ...passingWithTheDay]

/** The customers who may be told of products by at least one channel, now or once what passes has passed (M95, M97). */
export async function mayBeTold(
  trx: Scoped,
  customerIds: readonly bigint[],
  { policies }: Pick<FitNight, 'policies'>,
  now: Date,
): Promise<(customerId: bigint) => boolean> {
  const permissions = await mayContactMany(trx, customerIds, { at: now, wholeDay: true, policies })
  return (id) => contactChannels.some((channel) => passing.includes(permissions.may(id, channel, 'marketing').reason))
}
