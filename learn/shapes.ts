import { binNames, pointsPerLogit, type AdditiveModel, type Feature } from './model.ts'

/** One step of a feature's shape: what the bin is, its rows among those learned from, and by how many log-odds it moves the chance. */
export interface ShapeStep {
  bin: string
  rows: number
  amount: number
}

/** Steps shown of a shape at most. */
const mostSteps = 12

/** A feature's shape for people: neighbouring bins of nearly the same amount are told as one. */
export function shapesOf(model: AdditiveModel): { feature: string; steps: ShapeStep[] }[] {
  return model.features.map((feature) => ({ feature: feature.name, steps: stepsOf(feature) }))
}

interface Run {
  from: number
  to: number
  rows: number
  amount: number
}

function stepsOf(feature: Feature): ShapeStep[] {
  const names = binNames(feature)
  const bins = feature.points.map((points, bin): Run => ({
    from: bin,
    to: bin,
    rows: feature.rows[bin] ?? 0,
    amount: points / pointsPerLogit,
  }))
  const [missing, ...runs] = bins
  while (feature.kind !== 'category' && runs.length > mostSteps) {
    let nearest = 0
    for (let at = 0; at + 1 < runs.length; at++) if (cost(runs, at) < cost(runs, nearest)) nearest = at
    const [one, other] = [runs[nearest], runs[nearest + 1]]
    if (!one || !other) break
    const rows = one.rows + other.rows
    const amount = rows > 0 ? (one.amount * one.rows + other.amount * other.rows) / rows : (one.amount + other.amount) / 2
    runs.splice(nearest, 2, { from: one.from, to: other.to, rows, amount })
  }
  const shown = feature.kind === 'category' ? runs.filter(({ rows }) => rows > 0) : runs
  return [...(missing && missing.rows > 0 ? [missing] : []), ...shown].map(({ from, to, rows, amount }) => ({
    bin: from === to ? (names[from] ?? '') : spanName(names[from] ?? '', names[to] ?? ''),
    rows,
    amount,
  }))
}

/** How much is lost by telling two neighbours as one. */
function cost(runs: readonly Run[], at: number): number {
  const [one, other] = [runs[at], runs[at + 1]]
  if (!one || !other) return Number.POSITIVE_INFINITY
  const rows = one.rows + other.rows
  return rows === 0 ? 0 : ((one.rows * other.rows) / rows) * (one.amount - other.amount) ** 2
}

function spanName(first: string, last: string): string {
  const from = /≥ \S+/.exec(first)?.[0]
  const to = /< \S+/.exec(last)?.[0]
  return [from, to].filter((part) => part !== undefined).join(' ') || '任意值'
}
