/** What became of lots that ended, of one programme (points.lot_history): sums of whole points by months left to the last day. */
export interface LotHistory {
  monthsLeft: number
  /** put in less taken out with so many months left, expiry left out */
  moved: bigint
  /** never used, of lots that were given with so many months left */
  lapsed: bigint
}

/** Of points outstanding so many months before their last day, how many lapsed in the end: a share as lapsed / outstanding. */
export interface BreakageRate {
  outstanding: bigint
  lapsed: bigint
}

/**
 * The bank's own experience (M73): of lots that ended, what was still there n months before their last day and what of it was never used. A rate holds for
 * points that have n months left today. Undefined for months that too few points were seen at (`leastPoints`): nothing is estimated then.
 */
export function breakageRates(history: readonly LotHistory[], leastPoints: bigint): Map<number, BreakageRate> {
  const rates = new Map<number, BreakageRate>()
  let outstanding = 0n
  let lapsed = 0n
  // from the longest time left to the shortest: what was there n months before the end is the sum of all moves until then
  for (const one of history.toSorted((a, b) => b.monthsLeft - a.monthsLeft)) {
    outstanding += one.moved
    lapsed += one.lapsed
    if (outstanding >= leastPoints) rates.set(one.monthsLeft, { outstanding, lapsed })
  }
  return rates
}

/** The rate for points with so many months left: that month's own, else of the next longer one that was seen. */
export function rateFor(rates: ReadonlyMap<number, BreakageRate>, monthsLeft: number): BreakageRate | undefined {
  const longer = [...rates.keys()].filter((months) => months >= monthsLeft)
  return longer.length === 0 ? undefined : rates.get(Math.min(...longer))
}

/** Whole points expected to lapse, rounded down: a liability is not made smaller than it is. */
export const expectedBreakage = (points: bigint, { outstanding, lapsed }: BreakageRate): bigint => (points * lapsed) / outstanding

/** Calendar months from a day to the month of a last day; 0 = this month. */
export const monthsLeft = (day: string, month: string): number =>
  (Number(month.slice(0, 4)) - Number(day.slice(0, 4))) * 12 + Number(month.slice(5, 7)) - Number(day.slice(5, 7))
