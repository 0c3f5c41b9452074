import { expect, it } from 'vitest'
import type { Detail } from '../../../server/modules/dossier/contract.ts'
import { daysIn, detailOf, draftOf, emptyDraft } from './draft.ts'

const known: Detail[] = [
  {
    field: 'family',
    relation: 'son',
    name: '小宝',
    birthYear: 2016,
    place: '实验小学',
    birthday: { calendar: 'lunar', month: 6, day: 30, leap: true },
  },
  { field: 'date', about: 'wedding', who: null, on: { calendar: 'solar', month: 2, day: 29, leap: false } },
  { field: 'origin', text: '苏州' },
  { field: 'interest', topic: 'travel', text: null },
  { field: 'need', need: 'pension', problem: '怕不够花', benefit: null, drive: 'motivating', spoken: false },
  { field: 'other_bank', bank: '甲银行', product: 'deposit', amount: { fromFen: '5000000', belowFen: null }, maturesOn: '2026-12-01' },
]

it.each(known.map((detail) => [detail.field, detail] as const))('%s to be corrected is what is on record', (_field, detail) =>
  expect(detailOf(draftOf(detail))).toEqual(detail),
)

it('is nothing while something must still be said', () => {
  expect((['family', 'date', 'interest', 'need', 'other_bank', 'note'] as const).map((field) => detailOf(emptyDraft(field)))).toEqual(
    Array.from({ length: 6 }),
  )
  expect(detailOf({ ...emptyDraft('family'), relation: 'son', birthYear: '16' })).toBeUndefined()
})

it('keeps a day within its month, and a leap month to the lunar calendar', () => {
  const day = { ...emptyDraft('date'), about: 'birthday', month: '4', day: '31', leap: true } as const
  expect(detailOf(day)).toMatchObject({ on: { calendar: 'solar', day: 30, leap: false } })
  expect([daysIn('solar', 2), daysIn('lunar', 1)]).toEqual([29, 30])
})
