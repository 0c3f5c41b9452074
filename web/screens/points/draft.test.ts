import { expect, it } from 'vitest'
import { presets, presetCodes } from '../../../server/modules/points/rewards/preset-terms.ts'
import { draftOf, emptyDraft, emptyRule, presetDraft, type ComposedRule } from './draft.ts'

const filled = { ...emptyDraft, code: 'attend', name: '到场积分', validFrom: '2026-12-01' }
const rule = (more: Partial<ComposedRule>) => ({ ...filled, rules: [{ ...emptyRule, ...more }] })

it('asks for each attendance, for a code once, for money in fen', () => {
  expect(draftOf(filled)?.rules).toEqual([{ conditions: [], points: 10, per: { field: 'attendance', each: '1', most: 4 } }])
  expect(draftOf(rule({ lines: [{ field: 'tier_move', value: 'promoted' }] }))?.rules).toEqual([
    { conditions: [{ field: 'tier_move', is: 'equals', value: 'promoted' }], points: 10, per: null },
  ])
  expect(draftOf(rule({ lines: [{ field: 'payroll_kept', value: '1000' }], each: false }))?.rules[0]?.conditions).toEqual([
    { field: 'payroll_kept', is: 'at_least', value: '100000' },
  ])
})

it('takes several rules, and conditions beside what is counted', () => {
  const lines = [
    { field: 'payment', value: '2' },
    { field: 'tier', value: 'potential' },
  ]
  expect(draftOf({ ...filled, rules: [emptyRule, { ...emptyRule, lines }] })?.rules[1]).toEqual({
    conditions: [{ field: 'tier', is: 'equals', value: 'potential' }],
    points: 10,
    per: { field: 'payment', each: '2', most: 4 },
  })
  expect(draftOf(rule({ lines: [] }))?.rules).toEqual([{ conditions: [], points: 10, per: null }])
})

it.each(presetCodes)('brings %s back as it is', (code) => {
  const draft = draftOf({ ...filled, ...presetDraft(code, 'xx') })
  expect([draft?.form, draft?.rules, draft?.goodMonths]).toEqual([presets[code].form, presets[code].rules, presets[code].goodMonths])
})

it('is no draft while something is missing or no number', () => {
  for (const wrong of [{ code: '' }, { name: '' }, { validFrom: '' }, { rules: [] }, { goodMonths: 'x' }])
    expect(draftOf({ ...filled, ...wrong })).toBeUndefined()
  for (const wrong of [
    { points: '1.5' },
    { most: '' },
    { lines: [{ field: 'attendance', value: 'x' }] },
    { lines: [{ field: 'attendance', value: '0' }] },
  ])
    expect(draftOf(rule(wrong))).toBeUndefined()
})
