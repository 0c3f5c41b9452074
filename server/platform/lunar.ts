import { LunarMonth, LunarYear, SolarDay } from 'tyme4ts'

/** A day that comes back every year. `leap`: of a leap month (lunar only). */
export interface YearlyDay {
  calendar: 'solar' | 'lunar'
  month: number
  day: number
  leap: boolean
}

/**
 * The next date (ISO) on or after `from` on which a yearly day falls. Lunar day 30 is kept on day 29 of a month that has 29 days; a day of a leap
 * month in that leap month when the year has it, else in the plain month of the same number; 29 February on 28 February in other years (M25).
 */
export function nextYearly(yearly: YearlyDay, from: string): string {
  const start = yearly.calendar === 'lunar' ? lunarYearOf(from) : Number(from.slice(0, 4))
  const inYear = yearly.calendar === 'lunar' ? lunarIn : solarIn
  for (let year = start; year <= start + 2; year++) {
    const date = inYear(year, yearly)
    if (date >= from) return date
  }
  throw new Error(`no date from ${from} on for ${JSON.stringify(yearly)}`)
}

let lastYear: { of: string; is: number } | undefined

function lunarYearOf(date: string): number {
  if (lastYear?.of === date) return lastYear.is
  const [solarYear = 0, month = 0, day = 0] = date.split('-').map(Number)
  const is = SolarDay.fromYmd(solarYear, month, day).getLunarDay().getLunarMonth().getLunarYear().getYear()
  lastYear = { of: date, is }
  return is
}

/** A calendar is the same whenever it is asked: the days of some years are kept. */
const known = new Map<string, string>()
const mostKnown = 4_096

function lunarIn(year: number, yearly: YearlyDay): string {
  const { month, day, leap } = yearly
  const key = `${year} ${month} ${day} ${leap}`
  const held = known.get(key)
  if (held !== undefined) return held
  if (known.size >= mostKnown) known.clear()
  const date = findLunar(year, yearly)
  known.set(key, date)
  return date
}

function findLunar(year: number, { month, day, leap }: YearlyDay): string {
  const hasLeap = LunarYear.fromYear(year).getLeapMonth() === month
  const held = LunarMonth.fromYm(year, leap && hasLeap ? -month : month)
  const solar = held
    .getFirstJulianDay()
    .next(Math.min(day, held.getDayCount()) - 1)
    .getSolarDay()
  return iso(solar.getYear(), solar.getMonth(), solar.getDay())
}

function solarIn(year: number, { month, day }: YearlyDay): string {
  const leapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return iso(year, month, month === 2 && day === 29 && !leapYear ? 28 : day)
}

const iso = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
