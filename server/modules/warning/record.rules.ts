import type { Verdict } from './contract.ts'

const whole = 10_000
/** 97.5 % of the normal distribution lie below */
const z = 1.959964

/** Wilson's 95 % interval of a share, basis points, rounded outwards; `of` above zero. */
export function intervalOf(hits: number, of: number): { lowBp: number; highBp: number } {
  const share = hits / of
  const middle = share + (z * z) / (2 * of)
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const scale = 1 + (z * z) / of
  const bp = (value: number) => Math.min(whole, Math.max(0, value * whole))
  return {
    lowBp: hits === 0 ? 0 : Math.floor(bp((middle - spread) / scale)),
    highBp: hits === of ? whole : Math.ceil(bp((middle + spread) / scale)),
  }
}

/** Share in whole basis points; null of nobody. */
export const shareBp = (hits: number, of: number): number | null => (of === 0 ? null : Math.round((hits * whole) / of))

/** The smallest number of days within which at least `part` of the customers lie; rows in any order, none empty. */
export function quantileOf(leads: readonly { days: number; customers: number }[], part: number): number {
  const sorted = [...leads].sort((a, b) => a.days - b.days)
  const needed = sorted.reduce((sum, { customers }) => sum + customers, 0) * part
  let reached = 0
  for (const { days, customers } of sorted) {
    reached += customers
    if (reached >= needed) return days
  }
  return sorted.at(-1)?.days ?? 0
}

/**
 * What can be said of a signal: it works when even the lower end of its interval lies above the base, is worse than nothing when the upper end lies below it;
 * in between no effect is seen. Too few warnings, or an unknown base, say nothing.
 */
export function verdictOf({ warned, hasLeft }: { warned: number; hasLeft: number }, baseBp: number | null, atLeast: number): Verdict {
  if (warned === 0 || baseBp === null) return 'no_data'
  if (warned < atLeast) return 'too_few'
  const { lowBp, highBp } = intervalOf(hasLeft, warned)
  if (lowBp > baseBp) return 'works'
  return highBp < baseBp ? 'worse' : 'no_effect'
}
