import type { ModelsBeside, ModelsCompared } from '../../../../learn/index.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import { openOfKind } from '../../approval/index.ts'
import type { Policies } from '../../policy/index.ts'
import { standingChallenger } from '../challenger.sql.ts'
import { modelApproval } from '../model-approval.ts'
import { modelPayload } from '../model-payload.ts'
import { knownFrom } from './challenger.rules.ts'
import { comparisonsOf, type ComparisonRecord } from './comparison.sql.ts'
import type { Challenger, Comparison } from './contract.ts'
import { shownMeasures } from './drift.rules.ts'

/** The standing challenger: how differently it scores, and how both did on what happened, as far as it is known. Null: none. */
export async function showChallenger(trx: Scoped, policies: Policies, now: Date): Promise<Challenger | null> {
  const found = await standingChallenger(trx)
  if (!found) return null
  const looks = await comparisonsOf(trx, found.version)
  const open = await openOfKind(trx, modelApproval.code, undefined, now)
  const beside = looks.find(({ asOf }) => asOf === null)
  return {
    version: found.version,
    validFrom: found.validFrom,
    held: shownMeasures(found.content.card.held),
    beside: beside ? { ...(beside.content as ModelsBeside), champion: beside.champion, scoredOn: beside.scoredOn } : null,
    comparisons: looks.flatMap((look) => (look.asOf === null ? [] : [shown(look, look.asOf)])),
    knownFrom: knownFrom(found.validFrom, policies.whole('leaving.months')),
    leastLeft: policies.whole('learn.compare_least_left'),
    promoting: open.some(({ payload }) => modelPayload.parse(payload).promotes === found.version),
  }
}

function shown({ champion, scoredOn, comparedOn, content }: ComparisonRecord, asOf: string): Comparison {
  const { rows, auc, logLoss, liftTenth, challengerBetter, verdict, ...sides } = content as ModelsCompared
  const side = ({ measures, calibration }: ModelsCompared['champion']) => ({ measures: shownMeasures(measures), calibration })
  const both = { inForce: side(sides.champion), challenger: side(sides.challenger) }
  return { champion, scoredOn, asOf, comparedOn, rows, ...both, auc, logLoss, liftTenth, challengerBetter, verdict }
}
