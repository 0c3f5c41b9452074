import { addDays, businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { subtreeOf } from '../../organisation/index.ts'
import { policyAt } from '../../policy/index.ts'
import { maskedViewOf, shownAmount, type MaskedView } from '../../privacy/index.ts'
import { relationLayers, threeMoves } from '../contract.ts'
import { normalQuantile, wilson } from '../wake-up/interval.rules.ts'
import type { Achieved, PlayLine } from './contract.ts'
import { tagsOfPurposes } from './moves.rules.ts'
import { tallies, type Tally } from './moves.sql.ts'
import { mayReadPlays } from './plays.policy.ts'

const whole = 10_000
const nothing = { plays: 0, customers: 0, decided: 0, stayed: 0, stakeFen: 0n, keptFen: 0n }

/**
 * What each of the three moves and each layer achieved, in leave cases, contacts and benefits (M43), with an interval; where fewer than the policy's
 * number are decided no share is told. Who was turned to was chosen, not drawn: no proof of cause. Outside the scope is NOT_FOUND.
 */
export function showMoves(database: Database, { scope }: Person, institutionId: number | undefined, now: Date) {
  return withScope(database, scope, async (trx) => {
    if (!mayReadPlays(scope.role)) return 'FORBIDDEN'
    const institutions = institutionId === undefined ? scope.institutions : await subtreeOf(trx, scope, institutionId)
    if (institutions.length === 0) return 'NOT_FOUND'
    const today = businessDateOf(now)
    const policies = await policyAt(trx, today)
    const days = policies.whole('plays.days')
    const caseDays = policies.whole('leave.reasons_days')
    const keptFromBp = policies.whole('leave.kept_from_bp')
    const leastDecided = policies.whole('plays.least_decided')
    const found = await tallies(trx, {
      institutions,
      casesSince: addDays(today, -caseDays),
      since: addDays(today, -days),
      keptFromBp,
      purposes: tagsOfPurposes(policies),
    })
    const view = maskedViewOf(policies, scope.role)
    const lines = (axis: Tally['axis'], tags: readonly string[]): PlayLine[] =>
      tags.map((tag) => {
        const of = (kind: Tally['kind']) => found.find((one) => one.kind === kind && one.axis === axis && one.tag === tag)
        const present = (kind: Tally['kind']) => achievedBy(of(kind) ?? nothing, leastDecided, view)
        return { tag, cases: present('cases'), contacts: present('contacts'), benefits: present('benefits') }
      })
    return { days, caseDays, keptFromBp, leastDecided, moves: lines('move', threeMoves), layers: lines('layer', relationLayers) }
  })
}

function achievedBy(tally: typeof nothing, leastDecided: number, view: MaskedView): Achieved {
  const { plays, customers, decided, stayed, stakeFen, keptFen } = tally
  const tooFew = decided < leastDecided
  const { low, high } = wilson(decided === 0 ? 0 : stayed / decided, decided, normalQuantile(0.95))
  return {
    plays,
    customers,
    decided,
    stayed,
    stake: shownAmount(stakeFen, view),
    kept: shownAmount(keptFen, view),
    keptBp: tooFew || stakeFen <= 0n ? null : Number((keptFen * BigInt(whole)) / stakeFen),
    lowBp: Math.round(low * whole),
    highBp: Math.round(high * whole),
    tooFew,
  }
}
