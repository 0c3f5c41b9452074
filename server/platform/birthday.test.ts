import { SolarDay } from 'tyme4ts'
import { describe, expect, it } from 'vitest'
import { addDays } from './calendar.ts'
import { isSolarBirthday, lunarBirthDatesOf } from './birthday.ts'

const lunarOf = (date: string): string => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return SolarDay.fromYmd(year, month, day).getLunarDay().toString()
}
/** The dates of a stretch on which somebody has their lunar birthday; 36 days hold a month and its leap month. */
const birthdaysFrom = (birthDate: string, from: string, days = 36): string[] =>
  Array.from({ length: days }, (_, day) => addDays(from, day)).filter((date) => lunarBirthDatesOf(date).has(birthDate))

describe('a lunar birthday', () => {
  it('is on the same lunar day of another year', () => {
    expect(lunarOf('1958-02-18')).toContain('正月初一')
    expect(lunarBirthDatesOf('2026-02-17').has('1958-02-18')).toBe(true)
    expect(birthdaysFrom('1958-02-18', '2026-02-13', 8)).toEqual(['2026-02-17'])
  })

  it('of day 30 is on day 29 where the month has 29 days', () => {
    expect(lunarOf('1960-01-27')).toContain('十二月廿九')
    expect(lunarOf('1962-02-04')).toContain('十二月三十')
    // the twelfth month ends with day 29 in February 2026
    expect(lunarOf('2026-02-16')).toContain('十二月廿九')
    expect(birthdaysFrom('1962-02-04', '2026-02-13', 8)).toEqual(['2026-02-16'])
  })

  it('of day 29 stays on day 29 where the month has 30', () => {
    const [month30] = Array.from({ length: 365 }, (_, day) => addDays('2026-03-01', day)).filter((date) => lunarOf(date).endsWith('三十'))
    const day29 = addDays(month30 ?? '', -1)
    const both = [...lunarBirthDatesOf(day29)].map(lunarOf)
    expect(both.every((lunar) => lunar.endsWith('廿九'))).toBe(true)
  })

  it('of a leap month is in the plain month of a year without it, and in the leap month of one with it', () => {
    expect(lunarOf('1990-06-27')).toContain('闰五月初五')
    expect(birthdaysFrom('1990-06-27', '2026-06-16', 6).map(lunarOf)).toEqual([expect.stringMatching(/年五月初五$/)])
    expect(birthdaysFrom('1990-06-27', '2028-05-25').map(lunarOf)).toEqual([expect.stringContaining('闰五月初五')])
  })

  it('of a plain month is not in the leap month', () => {
    expect(lunarOf('1990-05-28')).toContain('五月初五')
    expect(birthdaysFrom('1990-05-28', '2028-05-25').map(lunarOf)).toEqual([expect.stringMatching(/年五月初五$/)])
  })
})

it('keeps a solar birthday of 29 February on the 28th where there is no 29th', () => {
  expect(isSolarBirthday('1960-02-29', '2026-02-28')).toBe(true)
  expect(isSolarBirthday('1960-02-29', '2028-02-28')).toBe(false)
  expect(isSolarBirthday('1960-02-29', '2028-02-29')).toBe(true)
  expect(isSolarBirthday('1960-11-22', '2026-11-22')).toBe(true)
  expect(isSolarBirthday('1960-11-22', '2026-11-23')).toBe(false)
})
