import { describe, expect, it } from 'vitest'
import { since, toldBy } from './warning-words.ts'

const say = (key: string, values: Record<string, string | number> = {}) => `${key} ${Object.values(values).join('|')}`.trim()

describe('words of warnings', () => {
  it('says hours up to two days, then days', () => {
    const from = '2026-11-20T07:00:00Z'
    expect(since(say, from, '2026-11-20T07:20:00Z')).toBe('warning.hours 1')
    expect(since(say, from, '2026-11-22T06:59:00Z')).toBe('warning.hours 47')
    expect(since(say, from, '2026-11-22T07:00:00Z')).toBe('warning.days 2')
  })

  it('gives a share in percent, money short, a band as a band', () => {
    const none = { money: null, number: null, toldOn: null, rateBp: null }
    expect(toldBy(say, 'zh-CN', { ...none, signal: 'falling_average', number: 3500 })).toBe('warning.told.falling_average 35%||')
    expect(toldBy(say, 'zh-CN', { ...none, signal: 'maturing', money: '3000000', toldOn: '2026-12-01' })).toMatch(/3(\.00?)?万\|12-01$/)
    expect(toldBy(say, 'zh-CN', { ...none, signal: 'maturing', money: { fromFen: '5000000', belowFen: '20000000' } })).toContain('5万–20万')
  })
})
