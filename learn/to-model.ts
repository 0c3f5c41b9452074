import { rowsByBin, type Grid, type Shapes } from './assemble.ts'
import type { Bins } from './binning.ts'
import { pointsPerLogit, type AdditiveModel, type Feature, type Pair } from './model.ts'

/** What is known of a feature beside its bins. */
export interface FeatureSource {
  name: string
  of?: readonly [string, string]
  isTime?: boolean
}

/** Pairs whose mean size is below this share of a logit are left out: nobody could tell the difference. */
const leastPair = 0.002

const linePoints = (value: number): number => Math.round(value * pointsPerLogit) + 0
const pairPoints = (value: number): number => 2 * Math.round((value * pointsPerLogit) / 2) + 0

/** Shapes as whole points; bins that no shape tells apart are joined. */
export function toModel(shapes: Shapes, grid: Grid, sources: readonly FeatureSource[], label: AdditiveModel['label']): AdditiveModel {
  const kept = grid.pairs.flatMap((of, at) => (meanSize(shapes, grid, of, at) >= leastPair ? [{ of, at }] : []))
  const points = shapes.lines.map((line) => Array.from(line, linePoints))
  const planes = kept.map(({ of, at }) => thinPlane(Array.from(shapes.planes[at] ?? [], pairPoints), grid, of))
  const merged = points.map((line, feature) => {
    const pairMaps = kept.flatMap(({ of }, at) => of.flatMap((one, side) => (one === feature ? [planes[at]?.joints[side] ?? []] : [])))
    return mergeBins(line, pairMaps, grid.bins[feature] as Bins)
  })
  const features = sources.map((source, at) => {
    const joint = merged[at] as number[]
    const rows = rowsByBin(grid.fine[at] as Uint8Array, joint.length)
    return featureOf(source, grid.bins[at] as Bins, joint, points[at] ?? [], rows)
  })
  const pairs: Pair[] = kept.map(({ of }, at) => {
    const plane = planes[at] as ThinPlane
    const joints = of.map((feature, side) => firsts(merged[feature] ?? []).map((bin) => plane.joints[side]?.[bin] ?? 0))
    return { of: [of[0], of[1]], joints: [joints[0] ?? [], joints[1] ?? []], size: plane.size, points: plane.points }
  })
  return withoutSilent({ format: 'liuke-additive-1', label, base: linePoints(shapes.base), features, pairs })
}

/** Leaves out the features that never say anything; of a model that says nothing at all the first stays. */
function withoutSilent(model: AdditiveModel): AdditiveModel {
  const inPairs = new Set(model.pairs.flatMap(({ of }) => of))
  const speaks = model.features.map(({ points }, at) => inPairs.has(at) || points.some((one) => one !== 0))
  if (!speaks.includes(true)) speaks[0] = true
  const place = speaks.map((_, at) => speaks.slice(0, at).filter(Boolean).length)
  const features = model.features.filter((_, at) => speaks[at])
  return { ...model, features, pairs: model.pairs.map((pair) => ({ ...pair, of: [place[pair.of[0]] ?? 0, place[pair.of[1]] ?? 0] })) }
}

function meanSize(shapes: Shapes, grid: Grid, [a, b]: readonly [number, number], at: number): number {
  const plane = shapes.planes[at] as Float64Array
  const [jointA, jointB] = [grid.joints[a] as Uint8Array, grid.joints[b] as Uint8Array]
  const [fineA, fineB] = [grid.fine[a] as Uint8Array, grid.fine[b] as Uint8Array]
  const sizeB = grid.coarseSizes[b] ?? 0
  let sum = 0
  for (let row = 0; row < fineA.length; row++) {
    sum += Math.abs(plane[(jointA[fineA[row] as number] as number) * sizeB + (jointB[fineB[row] as number] as number)] as number)
  }
  return sum / Math.max(1, fineA.length)
}

interface ThinPlane {
  joints: [number[], number[]]
  size: [number, number]
  points: number[]
}

/** Joins neighbouring rows and columns of a grid that are the same. Missing (the first) stays apart. */
function thinPlane(points: readonly number[], grid: Grid, [a, b]: readonly [number, number]): ThinPlane {
  const [sizeA, sizeB] = [grid.coarseSizes[a] ?? 0, grid.coarseSizes[b] ?? 0]
  const rowOf = runs(sizeA, (one, other) =>
    Array.from({ length: sizeB }, (_, j) => j).every((j) => points[one * sizeB + j] === points[other * sizeB + j]),
  )
  const columnOf = runs(sizeB, (one, other) =>
    Array.from({ length: sizeA }, (_, i) => i).every((i) => points[i * sizeB + one] === points[i * sizeB + other]),
  )
  const [rows, columns] = [firsts(rowOf), firsts(columnOf)]
  return {
    joints: [Array.from(grid.joints[a] ?? [], (bin) => rowOf[bin] ?? 0), Array.from(grid.joints[b] ?? [], (bin) => columnOf[bin] ?? 0)],
    size: [rows.length, columns.length],
    points: rows.flatMap((i) => columns.map((j) => points[i * sizeB + j] ?? 0)),
  }
}

/** Numbers runs of neighbours that are the same; the first two never join. */
function runs(length: number, same: (one: number, other: number) => boolean): number[] {
  const into: number[] = []
  for (let at = 0; at < length; at++) into.push(at === 0 ? 0 : (into[at - 1] ?? 0) + (at > 1 && same(at - 1, at) ? 0 : 1))
  return into
}

/** Where each number is met first. */
function firsts(into: readonly number[]): number[] {
  return into.flatMap((number, at) => (at === 0 || into[at - 1] !== number ? [at] : []))
}

function mergeBins(points: readonly number[], pairMaps: readonly (readonly number[])[], bins: Bins): number[] {
  if (bins.kind === 'category') return points.map((_, bin) => bin)
  return runs(points.length, (one, other) => points[one] === points[other] && pairMaps.every((map) => map[one] === map[other]))
}

function featureOf(source: FeatureSource, bins: Bins, joint: readonly number[], points: readonly number[], rows: Float64Array): Feature {
  const kept = firsts(joint)
  const joined = kept.map(() => 0)
  rows.forEach((count, bin) => (joined[joint[bin] ?? 0] = (joined[joint[bin] ?? 0] ?? 0) + count))
  const common = { name: source.name, points: kept.map((bin) => points[bin] ?? 0), rows: joined }
  if (bins.kind === 'category') return { kind: 'category', ...common, levels: [...bins.levels] }
  const cuts = kept.filter((bin) => bin >= 2).map((bin) => String(bins.cuts[bin - 2]))
  if (source.of) return { kind: 'share', ...common, of: [source.of[0], source.of[1]], cuts }
  return { kind: 'number', ...common, ...(source.isTime ? { isTime: true } : {}), cuts }
}
