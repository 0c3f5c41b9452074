/** How long published business dates stay: the newest `dates`, and beside them the last `monthEnds` month ends. */
export interface Keep {
  dates: number
  monthEnds: number
}

const month = (date: string) => date.slice(0, 7)

function isMonthEnd(date: string): boolean {
  const next = new Date(`${date}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.getUTCDate() === 1
}

/**
 * Which of the published business dates ('YYYY-MM-DD') stay. A month end is the last date published in a month; the newest month counts
 * only when its calendar end is there, so a running month never uses up a place.
 */
export function keptDates(dates: Iterable<string>, keep: Keep): Set<string> {
  const newestFirst = [...new Set(dates)].sort().reverse()
  const kept = new Set(newestFirst.slice(0, keep.dates))
  const lastOfMonth = newestFirst.filter((date, index) => index === 0 || month(newestFirst[index - 1] ?? '') !== month(date))
  const monthEnds = lastOfMonth.filter((date, index) => index > 0 || isMonthEnd(date))
  for (const date of monthEnds.slice(0, keep.monthEnds)) kept.add(date)
  return kept
}
