import { z } from 'zod'
import { areaUnderRoc, averagePrecision, brier, calibration, liftAt, meanLogLoss } from './metrics.ts'
import { modelSchema, pointsPerLogit, type AdditiveModel } from './model.ts'
import type { Column } from './table.ts'

const measures = z.object({
  rows: z.int(),
  positives: z.int(),
  /** null where only one class is there */
  auc: z.number().nullable(),
  averagePrecision: z.number().nullable(),
  logLoss: z.number(),
  brier: z.number(),
  liftTenth: z.number().nullable(),
  /** mean probability said, share that came true */
  said: z.number(),
  came: z.number(),
})
export type Measures = z.infer<typeof measures>

const group = z.object({
  column: z.string(),
  value: z.string(),
  rows: z.int(),
  positives: z.int(),
  auc: z.number().nullable(),
  said: z.number(),
  came: z.number(),
})

export const cardSchema = z.object({
  table: z.string(),
  seed: z.int(),
  split: z.object({ by: z.enum(['time', 'random']), trained: z.int(), held: z.int(), from: z.string().nullable() }),
  unlabelled: z.int(),
  held: measures,
  /** the k customers staff can reach */
  top: z.object({ k: z.int(), lift: z.number().nullable(), found: z.int() }),
  calibration: z.array(z.object({ rows: z.int(), said: z.number(), came: z.number() })),
  calibrated: z.object({ slope: z.number(), offset: z.number() }).nullable(),
  groups: z.array(group),
  refused: z.array(z.object({ column: z.string(), met: z.string(), by: z.enum(['name', 'source']), reason: z.string() })),
  dropped: z.array(z.object({ column: z.string(), why: z.enum(['constant', 'identifier', 'row_number']) })),
  /** tenths of the rows held back by chance: up to which chance (the last: all), and the share of rows; models of before have none */
  scoreBands: z.array(z.object({ upTo: z.number(), share: z.number() })).optional(),
  /** mean size in log-odds over the rows learned from, strongest first; a pair has two features */
  weights: z.array(z.object({ features: z.array(z.string()), size: z.number() })),
  seconds: z.number(),
})
export type ModelCard = z.infer<typeof cardSchema>

/** What is kept of a fitted model: its rows and its card. */
export const modelFileSchema = z.object({ model: modelSchema, card: cardSchema })
export type ModelFile = z.infer<typeof modelFileSchema>

/** The figures of a back-test. */
export function measure(label: Uint8Array, chance: Float64Array): Measures {
  const positives = label.reduce((sum, one) => sum + one, 0)
  const both = positives > 0 && positives < label.length
  return {
    rows: label.length,
    positives,
    auc: both ? areaUnderRoc(label, chance) : null,
    averagePrecision: both ? averagePrecision(label, chance) : null,
    logLoss: meanLogLoss(label, chance),
    brier: brier(label, chance),
    liftTenth: both ? liftAt(label, chance, label.length / 10) : null,
    said: chance.reduce((sum, one) => sum + one, 0) / label.length,
    came: positives / label.length,
  }
}

/** Lift among the k highest, and how many were found. */
export function measureTop(label: Uint8Array, chance: Float64Array, k: number): ModelCard['top'] {
  const count = Math.min(k, label.length)
  const share = label.reduce((sum, one) => sum + one, 0) / label.length
  const lift = share > 0 ? liftAt(label, chance, count) : null
  return { k: count, lift, found: lift === null ? 0 : Math.round(lift * share * count) }
}

export const calibrationBands = (label: Uint8Array, chance: Float64Array): ModelCard['calibration'] => calibration(label, chance, 10)

/** Where the tenths of the chances end, and how many rows are in each: equal chances stay together. */
export function scoreBandsOf(chance: Float64Array): NonNullable<ModelCard['scoreBands']> {
  const sorted = chance.toSorted()
  const ends = Array.from({ length: 10 }, (_, band) => (band === 9 ? 1 : (sorted[Math.ceil(((band + 1) * sorted.length) / 10) - 1] ?? 1)))
  const upTo = [...new Set(ends)]
  const counts = countByBand(chance, upTo)
  return upTo.map((end, at) => ({ upTo: end, share: (counts[at] ?? 0) / Math.max(1, chance.length) }))
}

/** Rows by the first band whose end is not below their chance. */
export function countByBand(chance: Float64Array, upTo: readonly number[]): number[] {
  const counts = upTo.map(() => 0)
  for (const one of chance) {
    const band = upTo.findIndex((end) => one <= end)
    const at = band < 0 ? counts.length - 1 : band
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

/** Groups shown of a column at most; the biggest ones. */
const mostGroups = 20

/** How the model does in every group of a column. */
export function measureGroups(column: Column, label: Uint8Array, chance: Float64Array): ModelCard['groups'] {
  if (column.kind === 'number') throw new Error('groups are read as words')
  const rows = Map.groupBy(
    Uint32Array.from(label, (_, row) => row),
    (row) => column.codes[row] ?? -1,
  )
  return [...rows]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, mostGroups)
    .map(([code, members]) => {
      const {
        rows: count,
        positives,
        auc,
        said,
        came,
      } = measure(
        Uint8Array.from(members, (row) => label[row] ?? 0),
        Float64Array.from(members, (row) => chance[row] ?? 0),
      )
      return { column: column.name, value: code < 0 ? '缺失' : (column.levels[code] ?? ''), rows: count, positives, auc, said, came }
    })
}

/** Mean size of every feature over the rows learned from, and of every pair over its cells, strongest first. */
export function weightsOf(model: AdditiveModel): ModelCard['weights'] {
  const lines = model.features.map((one) => {
    const all = one.rows.reduce((sum, rows) => sum + rows, 0)
    const size = one.points.reduce((sum, points, bin) => sum + Math.abs(points) * (one.rows[bin] ?? 0), 0) / Math.max(1, all)
    return { features: [one.name], size: size / pointsPerLogit }
  })
  const pairs = model.pairs.map(({ of, points }) => ({
    features: of.map((at) => model.features[at]?.name ?? ''),
    size: points.reduce((sum, one) => sum + Math.abs(one), 0) / Math.max(1, points.length) / pointsPerLogit,
  }))
  return [...lines, ...pairs].toSorted((one, other) => other.size - one.size)
}
