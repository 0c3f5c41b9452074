import { curveOfCounts, type LifetimeCount, type SurvivalStep } from '../../../learn/index.ts'
import type { Curve } from './contract.ts'

export interface NamedLifetimes extends LifetimeCount {
  key: string
  name: string | null
}

const basisPoints = (share: number): number => Math.round(share * 10_000)

const stepOf = ({ period, atRisk, ended, censored, kept, low, high }: SurvivalStep): Curve['steps'][number] => ({
  month: period,
  atRisk,
  left: ended,
  lastSeen: censored,
  keptBp: basisPoints(kept),
  lowBp: basisPoints(low),
  highBp: basisPoints(high),
})

/** One curve (M46); with fewer customers than `least` only their number. */
export function curveOf(key: string, name: string | null, counts: readonly LifetimeCount[], least: number): Curve {
  const steps = curveOfCounts(counts)
  const customers = steps[0]?.atRisk ?? 0
  const tooFew = customers < least
  return { key, name, customers, left: steps.reduce((sum, { ended }) => sum + ended, 0), tooFew, steps: tooFew ? [] : steps.map(stepOf) }
}

/** A curve for each group: in the order of `order`, groups it does not name after it by size. */
export function curvesOf(counts: readonly NamedLifetimes[], order: readonly string[], least: number): Curve[] {
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  return [...Map.groupBy(counts, ({ key }) => key)]
    .map(([key, rows]) => curveOf(key, rows[0]?.name ?? null, rows, least))
    .toSorted((one, other) => place(one.key) - place(other.key) || other.customers - one.customers || (one.key < other.key ? -1 : 1))
}

/** The share that had left after at most `months` months, with its interval; undefined where there is no curve. The month is the last one seen by then. */
export function leftAfter(curve: Curve, months: number): { month: number; leftBp: number; lowBp: number; highBp: number } | undefined {
  const step = curve.steps.findLast(({ month }) => month <= months)
  return step && { month: step.month, leftBp: 10_000 - step.keptBp, lowBp: 10_000 - step.highBp, highBp: 10_000 - step.lowBp }
}
