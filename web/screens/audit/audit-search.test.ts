import { expect, it } from 'vitest'
import { filterOf } from './audit-search.ts'

it('reads whole Shanghai days, the last included', () => {
  expect(filterOf({ from: '2026-11-20', to: '2026-11-30' })).toEqual({ from: '2026-11-20T00:00:00+08:00', to: '2026-11-30T16:00:00.000Z' })
})

it('takes what makes sense and leaves out the rest', () => {
  expect(filterOf({ login: ' S13 ', action: 'reveal-field', outcome: 'refused', customer: '4711' })).toEqual({
    actorLogin: 'S13',
    action: 'reveal-field',
    outcome: 'refused',
    subjectKind: 'customer',
    subjectId: '4711',
  })
  expect(filterOf({ from: '2026-02-30', to: 'x', login: ' ', action: 'DROP', outcome: 'maybe', customer: "1' or 1=1" })).toEqual({})
})
