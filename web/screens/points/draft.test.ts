import { expect, it } from 'vitest'
import { draftOf, emptyDraft } from './draft.ts'

const filled = { ...emptyDraft, code: 'attend', name: '到场积分', validFrom: '2026-12-01' }

it('asks for each attendance, for a code once, for money in fen', () => {
  expect(draftOf(filled)?.rules).toEqual([{ conditions: [], points: 10, per: { field: 'attendance', each: '1', most: 4 } }])
  expect(draftOf({ ...filled, field: 'tier_move', value: 'promoted' })?.rules).toEqual([
    { conditions: [{ field: 'tier_move', is: 'equals', value: 'promoted' }], points: 10, per: null },
  ])
  expect(draftOf({ ...filled, field: 'payroll_kept', value: '1000', each: false })?.rules[0]?.conditions).toEqual([
    { field: 'payroll_kept', is: 'at_least', value: '100000' },
  ])
})

it('is no draft while something is missing or no number', () => {
  for (const wrong of [{ code: '' }, { name: '' }, { validFrom: '' }, { value: 'x' }, { value: '0' }, { points: '1.5' }, { most: '' }])
    expect(draftOf({ ...filled, ...wrong })).toBeUndefined()
})
