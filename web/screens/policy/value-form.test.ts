import { describe, expect, it } from 'vitest'
import { keptOf, typedOf } from './value-form.ts'

describe('a policy value', () => {
  it.each([
    ['fen', '5000000', '5万'],
    ['fen', '20000000000', '2亿'],
    ['fen_or_none', 'none', ''],
    ['fen_or_none', '100000', '1000'],
    ['fen_list', '1 1000000 5000000', '0.01 1万 5万'],
    ['bp', '3000', '30'],
    ['bp', '50', '0.5'],
    ['ratio', '28000', '2.8'],
    ['minute_of_day', '545', '09:05'],
    ['days', '90', '90'],
    ['code', 'point_in_time', 'point_in_time'],
  ] as const)('%s %s is typed %s, and read back', (form, kept, typed) => {
    expect(typedOf(form, kept)).toBe(typed)
    expect(keptOf(form, typed)).toBe(kept)
  })

  it.each([
    ['fen', '五万'],
    ['fen', '0.001'],
    ['bp', '30.123'],
    ['bp', '-1'],
    ['minute_of_day', '9点'],
    ['minute_of_day', '09:61'],
    ['days', '1.5'],
    ['days', ''],
    ['fen_list', '1万 两万'],
    ['text', ' '],
  ] as const)('%s cannot be %s', (form, typed) => {
    expect(keptOf(form, typed)).toBeUndefined()
  })

  it('takes the percent sign and the Chinese colon', () => {
    expect([keptOf('bp', '30%'), keptOf('minute_of_day', '9：30')]).toEqual(['3000', '570'])
  })
})
