/** One customer: how long watched, in whole periods, and whether the end came then (else still there when last seen). */
export interface Lifetime {
  periods: number
  ended: boolean
}

/** A step of a retention curve: after `period` periods the share `kept` is still there, with its 95 % interval. */
export interface SurvivalStep {
  period: number
  atRisk: number
  ended: number
  /** seen for the last time in this period, still there */
  censored: number
  kept: number
  low: number
  high: number
}

/** Normal quantile of a two-sided 95 % interval. */
const quantile95 = 1.959_963_984_540_054

/** How many ended and how many were last seen, still there, after a whole number of periods. */
export interface LifetimeCount {
  periods: number
  ended: number
  censored: number
}

/**
 * Kaplan–Meier curve (M46): one step for every period in which something was seen, in order. Who is last seen in a period still counts as at
 * risk in it. The interval is Greenwood's on the log(−log) scale, so it stays between 0 and 1; before the first end and when nobody is left
 * its bounds are the estimate. No lifetimes: no steps. Throws on a period that is negative or not whole.
 */
export function survivalCurve(lifetimes: readonly Lifetime[], quantile = quantile95): SurvivalStep[] {
  const counts = lifetimes.map(({ periods, ended }) => ({ periods, ended: ended ? 1 : 0, censored: ended ? 0 : 1 }))
  return curveOfCounts(counts, quantile)
}

/** {@link survivalCurve} of lifetimes that were counted already; rows of the same period add up. */
export function curveOfCounts(counts: readonly LifetimeCount[], quantile = quantile95): SurvivalStep[] {
  const seen = new Map<number, { ended: number; censored: number }>()
  let atRisk = 0
  for (const { periods, ended, censored } of counts) {
    if (!Number.isInteger(periods) || periods < 0) throw new RangeError(`a lifetime is a whole number of periods, not ${periods}`)
    const step = seen.get(periods) ?? { ended: 0, censored: 0 }
    seen.set(periods, { ended: step.ended + ended, censored: step.censored + censored })
    atRisk += ended + censored
  }
  let kept = 1
  let variance = 0
  return [...seen]
    .toSorted(([one], [other]) => one - other)
    .map(([period, { ended, censored }]) => {
      kept *= 1 - ended / atRisk
      variance += ended === atRisk ? 0 : ended / (atRisk * (atRisk - ended))
      const step = { period, atRisk, ended, censored, kept, ...interval(kept, variance, quantile) }
      atRisk -= ended + censored
      return step
    })
}

function interval(kept: number, variance: number, quantile: number): { low: number; high: number } {
  if (kept <= 0 || kept >= 1) return { low: kept, high: kept }
  const spread = Math.exp((quantile * Math.sqrt(variance)) / Math.log(kept))
  return { low: kept ** (1 / spread), high: kept ** spread }
}

/** Share still there after a number of periods; null beyond the last period anybody was watched. */
export function keptAfter(curve: readonly SurvivalStep[], period: number): number | null {
  const last = curve.at(-1)
  if (!last || period < 0 || (period > last.period && last.kept > 0)) return null
  return curve.findLast((step) => step.period <= period)?.kept ?? 1
}

/** First period after which at most half are still there; null when more than half are there to the end. */
export function medianLifetime(curve: readonly SurvivalStep[]): number | null {
  return curve.find(({ kept }) => kept <= 0.5)?.period ?? null
}

/** A curve for each group, by the group's name. */
export function survivalByGroup(lifetimes: readonly (Lifetime & { group: string })[]): Map<string, SurvivalStep[]> {
  return new Map([...Map.groupBy(lifetimes, ({ group }) => group)].map(([group, members]) => [group, survivalCurve(members)]))
}
