import { addDays } from '../../platform/calendar.ts'

/** The `n`th month end before the month of a business date: 1 = the last day of the month before. */
export function monthEndBefore(businessDate: string, n: number): string {
  const [year = 0, month = 0] = businessDate.split('-').map(Number)
  const months = year * 12 + (month - 1) - (n - 1)
  const first = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`
  return addDays(first, -1)
}

/** Full years from a birth date to a business date; a birthday on 29 February falls on 1 March in other years. */
export function ageOn(businessDate: string, birthDate: string | null): number | null {
  if (birthDate === null || birthDate > businessDate) return null
  const years = Number(businessDate.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return businessDate.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/**
 * The AUM curve: month ends oldest first, then the business date. Months before the first known one are left out, later unknown ones stay as gaps (null).
 * `monthEnds` in fen, the last month end first.
 */
export function aumCurve<T>(businessDate: string, monthEnds: readonly (T | null)[], now: T): { date: string; aumFen: T | null }[] {
  const points = monthEnds.map((aumFen, index) => ({ date: monthEndBefore(businessDate, index + 1), aumFen })).reverse()
  const first = points.findIndex(({ aumFen }) => aumFen !== null)
  return [...(first < 0 ? [] : points.slice(first)), { date: businessDate, aumFen: now }]
}
