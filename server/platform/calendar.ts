const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' })

/** The business date ('YYYY-MM-DD', Asia/Shanghai) that a moment falls on. */
export const businessDateOf = (moment: Date): string => shanghai.format(moment)

/** A business date so many days later (earlier when negative). */
export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** The newest business date a bank can have delivered by a moment: yesterday (T+1, DOMAIN §1). */
export const expectedDataDate = (moment: Date): string => addDays(businessDateOf(moment), -1)

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
