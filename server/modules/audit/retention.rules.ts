/**
 * The business date so many months before another, the last day of a shorter month standing for a day it does not have
 * (6 months before 2026-08-31 is 2026-02-28).
 */
export function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 - months, 1))
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, length))
  return first.toISOString().slice(0, 10)
}

/** The months entries stay online. Throws when policy asks for fewer than the regulation pack allows (M99: six under pack cn). */
export function onlineMonths(months: number, atLeast: number): number {
  if (months < atLeast)
    throw new Error(
      `政策 audit.online_months 为 ${months} 个月，少于最低要求 ${atLeast} 个月，不能归档。请新增一条不少于 ${atLeast} 的政策。`,
    )
  return months
}
