import { shapesOf, type ModelFile } from '../../../../learn/index.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { currentPublication } from '../../organisation/index.ts'
import { policyAt } from '../../policy/index.ts'
import { mayReadModels } from '../model.policy.ts'
import { approvedModel } from '../model.sql.ts'
import type { ShownCard } from './contract.ts'
import { shownMeasures, shownWatch } from './drift.rules.ts'
import { modelVersions, watchesOf } from './model-watch.sql.ts'
import { showChallenger } from './show-challenger.ts'

/** The model of who leaves that is in force on the newest night, its card, its versions and how far customers have moved (M12). Other roles are refused. */
export async function showModel(database: Database, { scope }: Person, now: Date) {
  if (!mayReadModels(scope.role)) return 'FORBIDDEN'
  return withScope(database, scope, async (trx) => {
    const today = businessDateOf(now)
    const policies = await policyAt(trx, today)
    const lines = {
      someBp: policies.whole('learn.drift_some_bp'),
      strongBp: policies.whole('learn.drift_strong_bp'),
      offBp: policies.whole('learn.calibration_off_bp'),
    }
    const found = await approvedModel(trx, (await currentPublication(trx))?.businessDate ?? today)
    const versions = await modelVersions(trx)
    const watches = found ? await watchesOf(trx, found.version) : []
    return {
      inForce: found ? shownCard(found.version, found.content) : null,
      challenger: await showChallenger(trx, policies, now),
      versions: versions.map(({ card, ...version }) => ({ ...version, held: shownMeasures(card.held) })),
      watches: watches.map((watch) => shownWatch(watch, lines)),
      lines,
    }
  })
}

/** Features whose shapes are shown: the strongest. */
const mostShapes = 16
const mostGroups = 40

function shownCard(version: number, { model, card }: ModelFile): ShownCard {
  const steps = new Map(shapesOf(model).map((shape) => [shape.feature, shape.steps]))
  const single = card.weights.filter(({ features }) => features.length === 1).slice(0, mostShapes)
  return {
    version,
    table: card.table,
    splitBy: card.split.by,
    trained: card.split.trained,
    held: shownMeasures(card.held),
    top: card.top,
    calibration: card.calibration,
    groups: card.groups.slice(0, mostGroups).map(({ column, value, rows, auc, said, came }) => ({ column, value, rows, auc, said, came })),
    shapes: single.map(({ features: [feature = ''], size }) => ({ feature, weight: size, steps: steps.get(feature) ?? [] })),
    refused: card.refused.map(({ column }) => column),
  }
}
