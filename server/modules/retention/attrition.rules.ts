import type { AttritionRecord, KeptFeature } from './attrition.sql.ts'

/** What of a feature a customer has: from (included) to below, as decimal text, null = no bound; or a word; or nothing is known. */
export interface ReasonRange {
  from: string | null
  to: string | null
  word: string | null
  missing: boolean
}

export interface AttritionReason {
  /** the column, or both columns of a share: the first ÷ (first + second) */
  columns: string[]
  /** null where the reader does not see amounts */
  range: ReasonRange | null
  /** millionths of log-odds; above zero pushes the chance up */
  points: number
}

/** The reasons of a score; of who does not see amounts the ranges of amounts are kept back (M98). */
export function reasonsOf(record: AttritionRecord, hidesAmounts: boolean): AttritionReason[] {
  return record.reasons.map(({ feature, bin, points }) => ({
    columns: feature.kind === 'share' ? feature.of : [feature.name],
    range: hidesAmounts && feature.kind !== 'category' && feature.name.includes('_fen') ? null : rangeOf(feature, bin),
    points,
  }))
}

/** Bins as learn/model.ts numbers them: 0 missing; of numbers the n-th between cuts n − 2 and n − 1; of words 1 any other, then the levels. */
function rangeOf(feature: KeptFeature, bin: number): ReasonRange {
  const nothing = { from: null, to: null, word: null, missing: bin === 0 }
  if (bin === 0) return nothing
  if (feature.kind === 'category') return { ...nothing, word: feature.levels[bin - 2] ?? null }
  return { ...nothing, from: feature.cuts[bin - 2] ?? null, to: feature.cuts[bin - 1] ?? null }
}
