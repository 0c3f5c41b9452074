import { expect, it } from 'vitest'
import { draftOf, finishDraft, startDraft } from './filter-draft.ts'

it('takes money in 元 or 万 and asks in fen', () => {
  expect(finishDraft({ ...startDraft('aum_mda'), text: '20万' })).toEqual({
    filter: { figure: 'aum_mda', op: 'at_least', values: ['20000000'] },
  })
  expect(finishDraft({ ...startDraft('aum_mda'), text: '两万' })).toEqual({ missing: 'customers.amountWrong' })
})
it('says what is missing by kind', () => {
  expect(finishDraft(startDraft('tier'))).toEqual({ missing: 'customers.valueMissing' })
  expect(finishDraft({ ...startDraft('stickiness'), text: '3.5' })).toEqual({ missing: 'customers.countWrong' })
  expect(finishDraft({ ...startDraft('last_own_act_on'), text: '2026-02-30' })).toEqual({ missing: 'customers.dateWrong' })
})
it('needs no value for empty and not empty', () => {
  expect(finishDraft({ ...startDraft('activity'), op: 'is_empty' })).toEqual({ filter: { figure: 'activity', op: 'is_empty', values: [] } })
})
it('takes percent and asks in basis points', () => {
  const typed = (text: string) => finishDraft({ ...startDraft('leave_chance'), text })
  expect(typed(' 6.4% ')).toEqual({ filter: { figure: 'leave_chance', op: 'at_least', values: ['640'] } })
  expect([typed('100'), typed('0')]).toMatchObject([{ filter: { values: ['10000'] } }, { filter: { values: ['0'] } }])
  for (const text of ['', '101', '6.445', '-1', '高']) expect(typed(text)).toEqual({ missing: 'customers.percentWrong' })
})
it('opens a filter for change and closes it the same', () => {
  for (const filter of [
    { figure: 'aum', op: 'below', values: ['5000000'] },
    { figure: 'tier', op: 'in', values: ['wealth', 'potential'] },
    { figure: 'contactable', op: 'in', values: ['false'] },
    { figure: 'opened_on', op: 'at_most', values: ['2026-01-31'] },
    { figure: 'leave_chance', op: 'at_least', values: ['640'] },
    { figure: 'manager', op: 'is_empty', values: [] },
    { figure: 'customer_no', op: 'in', values: ['C0071'] },
  ] as const)
    expect(finishDraft(draftOf({ ...filter, values: [...filter.values] }))).toEqual({ filter })
})
