import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectDir } from '../../platform/home.ts'
import { policyGroups, policyKey, policyKeys } from './catalogue.ts'
import { packNames, packRows } from './packs.ts'
import { policyTable } from './policy-table.ts'
import { valueOn } from './policy.rules.ts'
import { orderProblem, valueProblem } from './value.rules.ts'
import { valueInWords } from './words.rules.ts'

const regenerate = '运行 npx liuke policy table > docs/policies.md'

describe('the catalogue', () => {
  it('describes every key of the packs, and nothing else', () => {
    const keys = new Set(packRows('cn').map(({ key }) => key))
    expect(
      policyKeys()
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual([...keys].toSorted())
  })

  it('describes each key once, and lines that exist', () => {
    const keys = policyKeys().map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    for (const { below } of policyKeys()) if (below !== null) expect(keys).toContain(below)
  })

  it.each(packNames())('takes every default of %s, by itself and beside the others', (pack) => {
    const rows = packRows(pack)
    for (const key of policyKeys()) {
      const value = valueOn(rows, key.key, '9999-12-31') ?? ''
      expect([key.key, valueProblem(key, value)]).toEqual([key.key, undefined])
      expect(orderProblem(policyKeys(), key.key, (name) => valueOn(rows, name, '9999-12-31'))).toBeUndefined()
    }
  })

  it('is the page docs/policies.md', () => {
    expect(readFileSync(join(projectDir, 'docs/policies.md'), 'utf8').trimEnd(), regenerate).toBe(policyTable().trimEnd())
  })

  it('has groups of which each says what it moves', () => {
    for (const { code, name, moves, keys } of policyGroups()) {
      expect([code, keys.length > 0, name.zh !== '' && moves.zh !== '' && moves.en !== '']).toEqual([code, true, true])
    }
  })
})

describe('a value', () => {
  const words = (key: string, value: string) => {
    const described = policyKey(key)
    return described ? Object.values(valueInWords(described, value)) : []
  }
  it.each([
    ['tier.potential.from_fen', '5000000', '5万元', '¥50,000'],
    ['tier.potential.from_fen', '12345678900', '1.23456789亿元', '¥123,456,789'],
    ['activity.dormant_balance_at_most_fen', 'none', '不限', 'no limit'],
    ['activity.cooling_from_days', '90', '90天', '90 days'],
    ['pyramid.benchmark.wealth_bp', '50', '0.5%', '0.5%'],
    ['cross_sell.attrition_falls_bp', '28000', '2.8', '2.8'],
    ['contact.morning_from_minute', '545', '09:05', '09:05'],
    ['tier.basis', 'point_in_time', '时点', 'Point in time'],
    ['sign_in.second_factor_roles', 'head_office teller', '总行管理员、柜员', 'Head office, Teller'],
    ['masking.lists_by_role', 'teller:name+amount', '柜员：姓名、金额', 'Teller: names, amounts'],
    ['pyramid.benchmark.customers', '20000', '20,000', '20,000'],
  ])('%s = %s is said %s, %s', (key, value, zh, en) => expect(words(key, value)).toEqual([zh, en]))

  it.each([
    ['sign_in.second_factor_roles', 'none teller', /不能再选其他/],
    ['sign_in.second_factor_roles', 'teller teller', /重复/],
    ['masking.lists_by_role', 'teller:phone', /应形如/],
    ['masking.lists_by_role', 'teller:name teller:amount', /只能出现一次/],
    ['export.rows_at_most_by_role', 'teller:99999999', /应形如/],
    ['sign_in.break_glass_login', '<script>', /只能用/],
    ['tier.potential.from_fen', '05', /整数/],
    ['tier.potential.from_fen', '99999999999999999999', /整数/],
  ])('%s = %s is refused', (key, value, problem) => {
    const described = policyKey(key)
    expect(described && valueProblem(described, value)).toMatch(problem)
  })
})
