import { expect, it } from 'vitest'
import { axisMoney, monthTick, spokenMoney } from './money-axis.ts'

it('words round numbers of an axis without idle zeros', () => {
  expect([0, 500, 20_000, 1_200_000_000, -30_000, 100_000_000].map(axisMoney('zh-CN'))).toEqual(['0', '500', '2万', '12亿', '−3万', '1亿'])
})
it('names months by their number and years where they begin', () => {
  expect([monthTick('2026-08-31'), monthTick('2027-01-31')]).toEqual(['8', '1\n2027'])
})
it('says a dash for what is not known', () => {
  expect([spokenMoney(null, 'zh-CN'), spokenMoney('1234500', 'zh-CN')]).toEqual(['—', '1.23万'])
})
