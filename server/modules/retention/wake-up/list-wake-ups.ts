import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { subtreeOf } from '../../organisation/index.ts'
import { policyAt } from '../../policy/index.ts'
import type { Programme, WakeUpEffect } from './contract.ts'
import { estimateEffect, type ArmFigures, type Effect } from './effect.rules.ts'
import { armsOfWaves, outcomesOf, programmesOf, type ArmOfWave, type ProgrammeRecord } from './progress.sql.ts'
import { tiersUp } from './settle.ts'
import { mayReadWakeUps, mayStartWakeUp } from './wake-up.policy.ts'

/**
 * The programmes of an institution and what lies below it: how far each wave has come, and, once every window is over, what came of it against those
 * held out (M45, M91). Before that nothing is told of those held out but how many were turned to for other reasons. Outside the scope is NOT_FOUND.
 */
export function listWakeUps(database: Database, { scope }: Person, institutionId: number | undefined, now: Date) {
  return withScope(database, scope, async (trx) => {
    if (!mayReadWakeUps(scope.role)) return 'FORBIDDEN'
    const institutions = institutionId === undefined ? scope.institutions : await subtreeOf(trx, scope, institutionId)
    if (institutions.length === 0) return 'NOT_FOUND'
    const today = businessDateOf(now)
    const records = await programmesOf(trx, institutions)
    const arms = Map.groupBy(
      await armsOfWaves(
        trx,
        records.map(({ id }) => id),
        today,
      ),
      ({ programmeId }) => programmeId,
    )
    const leastEach = (await policyAt(trx, today)).whole('wake_up.least_held_out')
    const mayStart = mayStartWakeUp(scope.role)
    const programmes: Programme[] = []
    for (const record of records) {
      const parts = arms.get(record.id) ?? []
      const state = stateOf(record, parts, today)
      const effect = state === 'done' ? await effectOf(trx, record, leastEach) : null
      const mayStop = mayStart && state === 'running' && scope.institutions.includes(record.institutionId)
      programmes.push({ ...present(record, parts, today), state, effect, mayStop })
    }
    return { programmes, mayStart }
  })
}

const isDropped = ({ stoppedOn }: ProgrammeRecord, { fromOn }: ArmOfWave): boolean => stoppedOn !== null && fromOn >= stoppedOn

/** Running while waves are to come, watching while windows are open, done when the nights have seen the end of all. */
function stateOf(record: ProgrammeRecord, parts: readonly ArmOfWave[], today: string): Programme['state'] {
  const kept = parts.filter((part) => !isDropped(record, part))
  if (kept.length === 0) return 'stopped'
  if (kept.every(({ customers, measured }) => customers === measured)) return 'done'
  return kept.some(({ fromOn }) => fromOn > today) ? 'running' : 'watching'
}

function present(record: ProgrammeRecord, parts: readonly ArmOfWave[], today: string) {
  const { institutionId: _own, fromFen, ...said } = record
  const offered = parts.filter(({ arm }) => arm === 'offered')
  const heldOut = parts.filter(({ arm }) => arm === 'held_out')
  const customers = (some: readonly ArmOfWave[]) => some.reduce((sum, part) => sum + part.customers, 0)
  const kept = parts.filter((part) => !isDropped(record, part))
  return {
    ...said,
    fromFen: fromFen.toString(),
    endsOn: kept.reduce((last, { untilOn }) => (untilOn > last ? untilOn : last), record.startedOn),
    offered: customers(offered),
    heldOut: customers(heldOut),
    heldOutContacted: heldOut.reduce((sum, { contacted }) => sum + contacted, 0),
    waves: offered.map((part) => ({
      wave: part.wave,
      fromOn: part.fromOn,
      untilOn: part.untilOn,
      begun: part.fromOn <= today && !isDropped(record, part),
      dropped: isDropped(record, part),
      offered: part.customers,
      contacted: part.contacted,
      woken: part.woken,
    })),
  }
}

async function effectOf(trx: Scoped, { id, confidenceBp }: ProgrammeRecord, leastEach: number): Promise<WakeUpEffect | null> {
  const seen = (await outcomesOf(trx, id)).map((one) => ({ ...one, changeFen: Number(one.changeFen) }))
  const effect = estimateEffect(seen, { order: tiersUp, confidenceBp, leastEach })
  return effect ? presentEffect(effect) : null
}

const whole = 10_000
const bp = (share: number): number => Math.round(share * whole * 10) / 10
const fen = (amount: number): string => BigInt(Math.round(amount)).toString()

function presentEffect({ offered, heldOut, woken, kept }: Effect): WakeUpEffect {
  const arm = ({ customers, woken: back, share, changeFen }: ArmFigures) => ({
    customers,
    woken: back,
    shareBp: bp(share),
    changeFen: fen(changeFen),
  })
  return {
    offered: arm(offered),
    heldOut: arm(heldOut),
    woken: { valueBp: bp(woken.value), lowBp: bp(woken.low), highBp: bp(woken.high), verdict: woken.verdict },
    kept: { valueFen: fen(kept.value), lowFen: fen(kept.low), highFen: fen(kept.high), verdict: kept.verdict },
  }
}
