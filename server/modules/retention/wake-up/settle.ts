import { addDays } from '../../../platform/calendar.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import { policyAt } from '../../policy/index.ts'
import { mayContactMany } from '../../privacy/index.ts'
import { drawLot } from './assign.rules.ts'
import { nightInForce, sleepers, type Sleeper } from './candidate.sql.ts'
import type { WakeUpPreview, Who } from './contract.ts'
import { smallestTold } from './effect.rules.ts'

export const tiersUp = ['long_tail', 'potential', 'mid_to_high', 'wealth'] as const
const channels = ['call', 'visit', 'invitation', 'wechat', 'sms', 'letter'] as const
const whole = 10_000

/** What a programme would be on a day: its numbers, and who would be drawn. */
export interface Settled {
  preview: WakeUpPreview
  eligible: readonly Sleeper[]
  confidenceBp: number
}

/**
 * Works out a programme before its lot is drawn (M45): eligible is who sleeps, has a manager, can be reached, may be contacted by some channel on a
 * working day, and is in no other programme; a wave is at most what the managers' capacity allows. Undefined before the first night.
 */
export async function settle(
  trx: Scoped,
  who: Who,
  institutions: readonly number[],
  today: string,
  now: Date,
): Promise<Settled | undefined> {
  const businessDate = await nightInForce(trx)
  if (businessDate === undefined) return undefined
  const policies = await policyAt(trx, today)
  const found = await sleepers(trx, institutions, who)
  const managed = found.filter(({ managerId }) => managerId !== null)
  const free = managed.filter(({ drawn }) => !drawn)
  const ids = free.map(({ customerId }) => customerId)
  // any working day will do: the day itself is asked about when the contact is planned
  const permissions = await mayContactMany(trx, ids, { at: now, wholeDay: true, policies, workingDay: () => true })
  const may = (id: bigint) => channels.some((channel) => permissions.may(id, channel, 'care').allowed)
  const eligible = free.filter(({ customerId, reachable }) => reachable && may(customerId))
  const [holdoutBp, waveDays, windowDays] = [
    policies.whole('wake_up.holdout_bp'),
    policies.whole('wake_up.wave_days'),
    policies.whole('wake_up.window_days'),
  ]
  // sizes do not depend on the seed
  const drawable = eligible.map(({ customerId, tier }) => ({ customerId, stratum: tier }))
  const heldOut = drawLot(drawable, { seed: '', holdoutBp, waveSize: 1, order: tiersUp }).filter(({ arm }) => arm === 'held_out').length
  const offered = eligible.length - heldOut
  const managers = new Set(eligible.map(({ managerId }) => managerId)).size
  const capacity = Math.max(1, Math.floor((managers * policies.whole('wake_up.calls_a_manager_and_week') * waveDays) / 7))
  const waveSize = Math.min(who.waveSize ?? capacity, capacity)
  const waves = Math.ceil(offered / waveSize)
  const confidenceBp = policies.whole('wake_up.confidence_bp')
  const told = smallestTold({ offered, heldOut }, policies.whole('wake_up.by_themselves_bp') / whole, confidenceBp / whole)
  const preview = {
    businessDate,
    found: found.length,
    withoutManager: found.length - managed.length,
    inOther: managed.length - free.length,
    notContactable: free.length - eligible.length,
    eligible: eligible.length,
    offered,
    heldOut,
    holdoutBp,
    managers,
    capacity,
    waveSize,
    waveDays,
    waves,
    windowDays,
    endsOn: addDays(today, Math.max(0, waves - 1) * waveDays + windowDays),
    smallestToldBp: Math.round(told * whole),
    tooFew: heldOut < policies.whole('wake_up.least_held_out'),
  }
  return { preview, eligible, confidenceBp }
}
