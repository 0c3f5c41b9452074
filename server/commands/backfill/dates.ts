import { addDays, monthStart } from '../../../night/extract/dates.ts'
import { closedMonths } from '../../../night/run/periods.ts'

/**
 * The business dates a backfill computes, oldest first: of the months the screens look back on the last delivered date each, and the newest of all;
 * with `everyDay` every delivered date of those months.
 */
export function backfillDates(delivered: readonly string[], everyDay: boolean): string[] {
  const dates = [...new Set(delivered)].sort()
  const newest = dates.at(-1)
  if (newest === undefined) return []
  let first = monthStart(newest)
  for (let month = 0; month < closedMonths; month++) first = monthStart(addDays(first, -1))
  const within = dates.filter((date) => date >= first)
  return everyDay ? within : within.filter((date, index) => within[index + 1]?.slice(0, 7) !== date.slice(0, 7))
}

/** Milliseconds the rest will take when it goes on as it went so far; undefined before anything is done. */
export const remainingOf = (done: readonly number[], left: number): number | undefined =>
  done.length === 0 ? undefined : (done.reduce((sum, each) => sum + each, 0) / done.length) * left
