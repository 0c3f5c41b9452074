import { z } from 'zod'

/** Points are whole millionths of log-odds: sums are exact on every engine, in any order. */
export const pointsPerLogit = 1_000_000

const points = z.array(z.int())
const bytes = z.array(z.int().min(0).max(255))

const feature = z.discriminatedUnion('kind', [
  /** `cuts` as decimal text; bin 0 missing, bin n: n − 1 cuts are at or below the value */
  z.object({
    kind: z.literal('number'),
    name: z.string(),
    isTime: z.boolean().optional(),
    cuts: z.array(z.string()),
    points,
    rows: points,
  }),
  /** of two number columns, see share.ts */
  z.object({
    kind: z.literal('share'),
    name: z.string(),
    of: z.tuple([z.string(), z.string()]),
    cuts: z.array(z.string()),
    points,
    rows: points,
  }),
  /** bin 0 missing, 1 any other word, then the levels */
  z.object({ kind: z.literal('category'), name: z.string(), levels: z.array(z.string()), points, rows: points }),
])

/** `of` are feature numbers; `joints` give the row and column of the grid from both features' bins; points are even, half to each feature. */
const pair = z.object({
  of: z.tuple([z.int(), z.int()]),
  joints: z.tuple([bytes, bytes]),
  size: z.tuple([z.int(), z.int()]),
  points,
})

export const modelSchema = z.object({
  format: z.literal('liuke-additive-1'),
  label: z.object({ column: z.string(), positive: z.string() }),
  /** points everybody starts with */
  base: z.int(),
  features: z.array(feature),
  pairs: z.array(pair),
})

export type AdditiveModel = z.infer<typeof modelSchema>
export type Feature = AdditiveModel['features'][number]
export type Pair = AdditiveModel['pairs'][number]

/** The columns of a table the model reads. */
export function columnsRead(model: AdditiveModel): string[] {
  return [...new Set(model.features.flatMap((one) => (one.kind === 'share' ? one.of : [one.name])))]
}

export const chanceOf = (score: number): number => 1 / (1 + Math.exp(-(score / pointsPerLogit)))

/** One row of the model as a bank stores it: a bin of a feature, or a cell of a pair, and its points. */
export interface ModelRow {
  feature: string
  bin: string
  otherFeature: string | null
  otherBin: string | null
  points: number
}

/** What a bin means, in signs: `≥ 50000 < 200000`, `缺失`, a word. */
export function binNames(of: Feature): string[] {
  if (of.kind === 'category') return ['缺失', '其他', ...of.levels]
  const edges = of.cuts
  return ['缺失', ...Array.from({ length: edges.length + 1 }, (_, at) => rangeName(edges[at - 1], edges[at]))]
}

function rangeName(from: string | undefined, to: string | undefined): string {
  if (from === undefined) return to === undefined ? '任意值' : `< ${to}`
  return to === undefined ? `≥ ${from}` : `≥ ${from} < ${to}`
}

/** The whole model as rows. */
export function modelRows(model: AdditiveModel): ModelRow[] {
  const lines = model.features.flatMap((one) =>
    binNames(one).map((bin, at) => ({ feature: one.name, bin, otherFeature: null, otherBin: null, points: one.points[at] ?? 0 })),
  )
  return [...lines, ...model.pairs.flatMap((one) => pairRows(model, one))]
}

function pairRows(model: AdditiveModel, pair: Pair): ModelRow[] {
  const [a, b] = pair.of.map((at) => model.features[at] as Feature)
  if (!a || !b) return []
  const [binsA, binsB] = [jointNames(binNames(a), pair.joints[0]), jointNames(binNames(b), pair.joints[1])]
  return binsA.flatMap((bin, i) =>
    binsB.map((otherBin, j) => ({ feature: a.name, bin, otherFeature: b.name, otherBin, points: pair.points[i * pair.size[1] + j] ?? 0 })),
  )
}

/** Names of joint bins: from the first to the last of the bins joined. */
function jointNames(names: readonly string[], joint: readonly number[]): string[] {
  const joined: string[][] = []
  joint.forEach((into, bin) => (joined[into] ??= []).push(names[bin] ?? ''))
  return joined.map((bins) => (bins.length < 2 ? (bins[0] ?? '') : `${bins[0]} … ${bins.at(-1)}`))
}
