import { expect, it } from 'vitest'
import { sortOutlets, type OutletRow } from './sort-outlets.ts'

const rate = (bp: number | null) => ({ part: '0', whole: '0', bp })
const row = (institutionId: number, net30dFen: string | null, bp: number | null): OutletRow => ({
  institutionId,
  name: '',
  clusterRole: null,
  customers: institutionId,
  aumFen: '0',
  net30dFen,
  leakage: rate(bp),
  crossSell: rate(null),
  contactability: rate(null),
  maturing30dFen: '0',
  warned: null,
  overdue: bp,
})
const rows = [row(1, '-5', 10), row(2, null, null), row(3, '-90071992547409930', 30)]
const ids = (key: 'net30' | 'leakage' | 'overdue' | undefined, down = false) =>
  sortOutlets(rows, { key, down }).map((one) => one.institutionId)

it('puts the smallest first, or the largest, and what is not known always last', () => {
  expect(ids(undefined)).toEqual([1, 2, 3])
  expect(ids('net30')).toEqual([3, 1, 2])
  expect(ids('leakage', true)).toEqual([3, 1, 2])
  expect(ids('leakage')).toEqual([1, 3, 2])
  expect(ids('overdue', true)).toEqual([3, 1, 2])
})
