import { LunarMonth, LunarYear, SolarDay } from 'tyme4ts'

/** how far back somebody alive can be born */
const oldest = 110

/**
 * The birth dates (ISO) of everybody whose lunar birthday is on a date. Whoever was born on day 30 has it on day 29 when the month has 29 days;
 * whoever was born in a leap month has it in that leap month when the year has it, else in the plain month of the same number. M25.
 */
export function lunarBirthDatesOf(date: string): ReadonlySet<string> {
  const held = known.get(date)
  if (held) return held
  const found = findBirthDates(date)
  if (known.size >= mostKnown) known.clear()
  known.set(date, found)
  return found
}

/** A calendar is the same whenever it is asked: the answers of a few days are kept. */
const known = new Map<string, ReadonlySet<string>>()
const mostKnown = 16

function findBirthDates(date: string): Set<string> {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const today = SolarDay.fromYmd(year, month, day).getLunarDay()
  const lunarMonth = today.getLunarMonth()
  const number = lunarMonth.getMonth()
  const thisYear = lunarMonth.getLunarYear().getYear()
  const isLeap = lunarMonth.isLeap()
  const leapToo = !isLeap && LunarYear.fromYear(thisYear).getLeapMonth() !== number
  const lastOfShort = today.getDay() === 29 && lunarMonth.getDayCount() === 29
  const days = lastOfShort ? [29, 30] : [today.getDay()]
  const found = new Set<string>()
  for (let born = thisYear - oldest; born < thisYear; born++) {
    const hasLeap = LunarYear.fromYear(born).getLeapMonth() === number
    const months = [...(isLeap ? [] : [number]), ...(hasLeap && (isLeap || leapToo) ? [-number] : [])]
    for (const each of months) for (const dayOfMonth of days) addSolar(found, born, each, dayOfMonth)
  }
  return found
}

/** Nothing for a day that the month did not have. */
function addSolar(found: Set<string>, year: number, month: number, day: number): void {
  const lunar = LunarMonth.fromYm(year, month)
  if (day > lunar.getDayCount()) return
  const solar = lunar
    .getFirstJulianDay()
    .next(day - 1)
    .getSolarDay()
  found.add([solar.getYear(), two(solar.getMonth()), two(solar.getDay())].join('-'))
}

const two = (number: number): string => String(number).padStart(2, '0')

/** Whether a date is the solar birthday; 29 February is kept on 28 February in other years. */
export function isSolarBirthday(birthDate: string, date: string): boolean {
  const [day, birthday] = [date.slice(5), birthDate.slice(5)]
  if (birthday === '02-29' && day === '02-28') return !isLeapYear(Number(date.slice(0, 4)))
  return day === birthday
}

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Full years on a date. */
export function ageOn(birthDate: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years
}
