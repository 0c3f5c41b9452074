import { expect, it } from 'vitest'
import { groupLiability } from './liability-groups.ts'

const row = (programme: string, institutionName: string, month: string | null, points: string, breakage: string | null) => ({
  programmeId: 1,
  programme,
  institutionId: 4,
  institutionName,
  month,
  customers: 1,
  points,
  breakage,
})
const rows = [
  row('到场', '解放路', '2027-03-01', '100', '10'),
  row('到场', '人民路', null, '10000000', '0'),
  row('缴费', '解放路', '2026-12-01', '7', null),
]

it('sums by what is asked for, months in their order, the rest by size; what is not known is not made up', () => {
  expect(groupLiability(rows, 'programme')).toEqual([
    { name: '到场', points: 10_000_100n, breakage: 10n },
    { name: '缴费', points: 7n, breakage: null },
  ])
  expect(groupLiability(rows, 'month').map(({ name }) => name)).toEqual(['2026-12', '2027-03', ''])
  expect(groupLiability(rows, 'outlet').map(({ points }) => points)).toEqual([10_000_000n, 107n])
})
