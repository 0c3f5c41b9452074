import type { ModelCard } from '../../../../learn/index.ts'
import type { DriftLevel, ModelWatch } from './contract.ts'
import type { WatchRecord } from './model-watch.sql.ts'

interface DriftLines {
  someBp: number
  strongBp: number
  offBp: number
}

/** Below the first line steady, from the second on so far that the model should be learned again. */
export function driftLevel(index: number, { someBp, strongBp }: DriftLines): DriftLevel {
  const bp = index * 10_000
  return bp >= strongBp ? 'strong' : bp >= someBp ? 'some' : 'steady'
}

type Kept = ModelCard['held']

export const shownMeasures = ({ positives, rows, auc, averagePrecision, liftTenth, logLoss, brier, said, came }: Kept) => ({
  rows,
  left: positives,
  auc,
  averagePrecision,
  liftTenth,
  logLoss,
  brier,
  said,
  came,
})

/** Features told of at most: those that moved most. */
const mostFeatures = 15

/** A look at a model, judged by the lines. */
export function shownWatch({ businessDate, watchedAt, content }: WatchRecord, lines: DriftLines): ModelWatch {
  const { rows, said, score, features, came } = content
  return {
    businessDate,
    watchedAt: watchedAt.toISOString(),
    rows,
    said,
    score: score === null ? null : { index: score, drift: driftLevel(score, lines) },
    features: features.slice(0, mostFeatures).map((one) => ({ ...one, drift: driftLevel(one.index, lines) })),
    came: came && {
      measures: shownMeasures(came.measures),
      calibration: came.calibration,
      off: Math.abs(came.measures.said - came.measures.came) * 10_000 > lines.offBp,
    },
  }
}
