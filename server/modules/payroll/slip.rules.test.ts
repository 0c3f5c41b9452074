import { expect, it } from 'vitest'
import { keptRate, slipsOf, type MonthSums } from './slip.rules.ts'

const lines = { keptDropBp: 2500, peopleDropBp: 1000, creditDropBp: 1500, smallestPeople: 5 }
const month = (people: number, creditFen: bigint, kept: bigint | null = null): MonthSums => ({
  people,
  creditFen,
  kept30dFen: null,
  kept30dAumFen: kept,
})
const slips = (months: Partial<Parameters<typeof slipsOf>[0]>) =>
  slipsOf({ latest: undefined, previous: undefined, judged: undefined, beforeJudged: undefined, ...months }, lines)

it.each([
  ['exactly on the line', month(9, 850n), month(10, 1000n), ['people', 'credit']],
  ['just above it', month(91, 8501n), month(100, 10_000n), []],
  ['more than before', month(11, 1200n), month(10, 1000n), []],
  ['nothing came at all', month(0, 0n), month(10, 1000n), ['stopped']],
  ['no row at all', undefined, month(10, 1000n), ['stopped']],
  ['too small a unit', month(0, 0n), month(4, 1000n), []],
  ['a new unit', month(10, 1000n), undefined, []],
])('people and money: %s', (_what, latest, previous, expected) => {
  expect(slips({ latest, previous })).toEqual(expected)
})

it.each([
  ['a quarter less', 4000n, 3000n, ['kept']],
  ['not quite', 4000n, 3001n, []],
  ['more is kept', 4000n, 4500n, []],
])('what is kept: %s', (_what, before, now, expected) => {
  expect(slips({ latest: month(9, 1n), judged: month(9, 10_000n, now), beforeJudged: month(9, 10_000n, before) })).toEqual(expected)
})

it('knows no rate without its horizon, and takes the account where the AUM is unknown', () => {
  expect(keptRate(month(9, 100n))).toBeNull()
  expect(keptRate({ people: 1, creditFen: 100n, kept30dFen: 25n, kept30dAumFen: null })).toBe(2500)
  expect(keptRate({ people: 1, creditFen: 100n, kept30dFen: 25n, kept30dAumFen: 50n })).toBe(5000)
})
