import type { TableFile } from '../night/engines/table-file.ts'
import { binColumn, binCount } from './binning.ts'
import { calibrationBands, countByBand, measure, type Measures, type ModelCard, type ModelFile } from './card.ts'
import { readLabel } from './label.ts'
import { chanceOf } from './model.ts'
import { readParts } from './read-table.ts'
import { LearnRefusal } from './refusal.ts'
import { binsOf, columnOf, createScorer } from './score.ts'

/** A share below this counts as this: one empty bin alone must not make an index endless. */
const leastShare = 0.0005

/** Population stability index of two distributions over the same bins: Σ (now − then) × ln(now ÷ then); 0 = the same. */
export function stabilityIndex(then: readonly number[], now: readonly number[]): number {
  const [before, after] = [then, now].map((rows) => rows.reduce((sum, one) => sum + one, 0)) as [number, number]
  if (before === 0 || after === 0) return 0
  return then.reduce((sum, rows, bin) => {
    const [from, to] = [rows / before, (now[bin] ?? 0) / after].map((share) => Math.max(leastShare, share)) as [number, number]
    return sum + (to - from) * Math.log(to / from)
  }, 0)
}

export interface Drift {
  rows: number
  /** of each feature: its stability index against the rows learned from, and the shares missing then and now; most moved first */
  features: { feature: string; index: number; missingThen: number; missingNow: number }[]
  /** of the chances, against the part held back; null: the model's card does not have them */
  score: number | null
  /** mean chance now */
  said: number
  /** with labels: how the model did on them */
  came: { measures: Measures; calibration: ModelCard['calibration'] } | null
}

/** How far customers have moved from those a model was learned from, and, where a table has labels, how well it still does. Throws LearnRefusal. */
export async function driftOf(file: TableFile, { model, card }: ModelFile, label?: { column: string; positive?: string }): Promise<Drift> {
  const scorer = createScorer(model)
  const names = file.columns.map(({ name }) => name)
  for (const column of scorer.columns)
    if (!names.includes(column)) throw new LearnRefusal({ code: 'no_such_column', column, columns: names })
  const words = model.features.flatMap((one) => (one.kind === 'category' ? [one.name] : []))
  const now = model.features.map((one) => Array.from({ length: binCount(binsOf(one)) }, () => 0))
  const chance = new Float64Array(file.rows)
  let from = 0
  for await (const part of readParts(file, scorer.columns, words, 65_536)) {
    chance.set(scorer.score(part).points.map(chanceOf), from)
    from += part.rows
    model.features.forEach((one, at) => {
      const counts = now[at] as number[]
      for (const bin of binColumn(columnOf(one, part), binsOf(one), new Uint8Array(part.rows))) counts[bin] = (counts[bin] ?? 0) + 1
    })
  }
  const missing = (rows: readonly number[]) =>
    (rows[0] ?? 0) /
    Math.max(
      1,
      rows.reduce((sum, one) => sum + one, 0),
    )
  const features = model.features.map(({ name, rows }, at) => {
    const found = now[at] ?? []
    return { feature: name, index: stabilityIndex(rows, found), missingThen: missing(rows), missingNow: missing(found) }
  })
  const bands = card.scoreBands
  return {
    rows: from,
    features: features.toSorted((one, other) => other.index - one.index),
    score: bands
      ? stabilityIndex(
          bands.map(({ share }) => share),
          countByBand(
            chance,
            bands.map(({ upTo }) => upTo),
          ),
        )
      : null,
    said: chance.reduce((sum, one) => sum + one, 0) / Math.max(1, from),
    came: label ? await outcome(file, chance, label) : null,
  }
}

async function outcome(
  file: TableFile,
  chance: Float64Array,
  { column, positive }: { column: string; positive?: string },
): Promise<Drift['came']> {
  const { label, labelled } = await readLabel(file, column, positive)
  const said = Float64Array.from(labelled, (row) => chance[row] ?? 0)
  return { measures: measure(label, said), calibration: calibrationBands(label, said) }
}
