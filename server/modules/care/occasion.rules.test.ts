import { expect, it } from 'vitest'
import { comesRound, daysFrom, isRound, keptDays, occasionOfDate } from './occasion.rules.ts'

it('keeps the 29th of February on the 28th of common years, and on itself in leap years', () => {
  expect(keptDays(daysFrom('2026-02-27', 2))).toEqual(
    new Map([
      ['02-27', '2026-02-27'],
      ['02-28', '2026-02-28'],
      ['02-29', '2026-02-28'],
      ['03-01', '2026-03-01'],
    ]),
  )
  expect(keptDays(daysFrom('2028-02-28', 1))).toEqual(
    new Map([
      ['02-28', '2028-02-28'],
      ['02-29', '2028-02-29'],
    ]),
  )
})

it('keeps the lunar 30th on the 29th of a short month, and a leap month’s day in the plain month of years without it', () => {
  // the twelfth month of the lunar year 2026 has 29 days, the last of them 5 February 2027: new year’s eve all the same
  expect(comesRound({ calendar: 'lunar', month: 12, day: 30, leap: false }, daysFrom('2027-02-03', 3))).toBe('2027-02-05')
  // born in the leap fifth month; 2026 has none: the fifth of the plain fifth month is the dragon boat festival
  expect(comesRound({ calendar: 'lunar', month: 5, day: 5, leap: true }, daysFrom('2026-06-17', 3))).toBe('2026-06-19')
  expect(comesRound({ calendar: 'lunar', month: 8, day: 15, leap: false }, daysFrom('2026-09-20', 3))).toBeUndefined()
})

it('writes to nobody on a day of mourning, and takes a birthday of nobody else for the customer’s', () => {
  expect(occasionOfDate('memorial', null)).toBeUndefined()
  expect(occasionOfDate('birthday', null)).toBe('birthday')
  expect(occasionOfDate('birthday', '小宝')).toBe('family_birthday')
  expect([1, 2, 3, 5, 7, 10].filter(isRound)).toEqual([1, 3, 5, 10])
})
