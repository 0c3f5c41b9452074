import { SolarDay } from 'tyme4ts'
import { expect, it } from 'vitest'
import { addDays } from './calendar.ts'
import { nextYearly } from './lunar.ts'
import { isSolarBirthday, lunarBirthDatesOf } from './birthday.ts'

const yearlyOf = (birthDate: string) => {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number)
  const lunar = SolarDay.fromYmd(year, month, day).getLunarDay()
  return {
    lunar: { calendar: 'lunar', month: lunar.getLunarMonth().getMonth(), day: lunar.getDay(), leap: lunar.getLunarMonth().isLeap() },
    solar: { calendar: 'solar', month, day, leap: false },
  } as const
}

it('the next day of the dossier is the day on which today’s list has the birthday', () => {
  // a stride that meets leap months (1984, 1987, 2001, 2004 …) and days 29 and 30
  for (let index = 0; index < 120; index++) {
    const birthDate = addDays('1984-11-20', index * 67)
    const from = addDays('2026-01-01', index * 9)
    const { lunar, solar } = yearlyOf(birthDate)
    expect(lunarBirthDatesOf(nextYearly(lunar, from)), `${birthDate} from ${from}`).toContain(birthDate)
    expect(isSolarBirthday(birthDate, nextYearly(solar, from))).toBe(true)
  }
})

it.each([
  // the twelfth month of the year before Spring Festival 2026 has 29 days: its last day is 16 February 2026
  [{ calendar: 'lunar', month: 12, day: 30, leap: false }, '2026-01-01', '2026-02-16'],
  // 2028 has a leap fifth month, 2026 has none
  [{ calendar: 'lunar', month: 5, day: 1, leap: true }, '2026-01-01', '2026-06-15'],
  [{ calendar: 'lunar', month: 5, day: 1, leap: true }, '2028-01-01', '2028-06-23'],
  [{ calendar: 'lunar', month: 1, day: 1, leap: false }, '2026-02-17', '2026-02-17'],
  [{ calendar: 'lunar', month: 1, day: 1, leap: false }, '2026-02-18', '2027-02-06'],
  [{ calendar: 'solar', month: 2, day: 29, leap: false }, '2027-01-01', '2027-02-28'],
  [{ calendar: 'solar', month: 2, day: 29, leap: false }, '2027-03-01', '2028-02-29'],
] as const)('%o from %s comes on %s', (yearly, from, date) => expect(nextYearly(yearly, from)).toBe(date))
