import { expect, it } from 'vitest'
import { columnsFor, defaultColumns, defaultSort, readListState, writeListState, type ListState } from './list-state.ts'

const plain: ListState = { institutionId: undefined, filters: [], search: '', sort: defaultSort, columns: [...defaultColumns] }

it('keeps the usual list out of the address', () => {
  expect(writeListState(plain)).toEqual({})
  expect(readListState({})).toEqual(plain)
})

it('returns to the same list from its address', () => {
  const state: ListState = {
    institutionId: 12,
    filters: [{ figure: 'maturing_30d', op: 'above', values: ['0'] }],
    search: 'zxm',
    sort: { figure: 'maturing_30d', direction: 'ascending' },
    columns: ['stickiness', 'aum'],
  }
  expect(readListState(writeListState(state))).toEqual(state)
  expect(writeListState(state).sort).toBe('maturing_30d')
})

it('shows the figure a filter speaks of first, but not what is always shown', () => {
  const filters: ListState['filters'] = [
    { figure: 'bucket', op: 'in', values: ['counted'] },
    { figure: 'leakage_outflow', op: 'above', values: ['0'] },
    { figure: 'manager', op: 'is_empty', values: [] },
  ]
  expect(columnsFor(filters)).toEqual(['leakage_outflow', ...defaultColumns])
  expect(writeListState({ ...plain, filters, columns: columnsFor(filters) }).cols).toBeUndefined()
})

it('falls back to the usual for what it does not know', () => {
  expect(readListState({ institution: 'x', f: 'aum.at_least.many*tier.in.gold', sort: '-nothing', cols: 'no.such' })).toEqual(plain)
})
