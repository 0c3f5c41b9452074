import type { OutletReport } from '../../../server/modules/report/contract.ts'

export type OutletRow = OutletReport['outlets'][number] & {
  /** warned customers, and those of them nobody turned to in time; null = not told */
  warned: number | null
  overdue: number | null
}

const known = (count: number | null): bigint | null => (count === null ? null : BigInt(count))

const numbers = {
  customers: (row: OutletRow) => BigInt(row.customers),
  aum: (row: OutletRow) => BigInt(row.aumFen),
  net30: (row: OutletRow) => (row.net30dFen === null ? null : BigInt(row.net30dFen)),
  leakage: (row: OutletRow) => (row.leakage.bp === null ? null : BigInt(row.leakage.bp)),
  crossSell: (row: OutletRow) => (row.crossSell.bp === null ? null : BigInt(row.crossSell.bp)),
  contactability: (row: OutletRow) => (row.contactability.bp === null ? null : BigInt(row.contactability.bp)),
  maturing: (row: OutletRow) => BigInt(row.maturing30dFen),
  warned: (row: OutletRow) => known(row.warned),
  overdue: (row: OutletRow) => known(row.overdue),
}
export type SortKey = keyof typeof numbers

/** The outlets by one of their numbers, those where it is not known last; without a key as they came. */
export function sortOutlets(
  outlets: readonly OutletRow[],
  { key, down }: { key: SortKey | undefined; down: boolean },
): readonly OutletRow[] {
  if (key === undefined) return outlets
  const of = numbers[key]
  return outlets.toSorted((one, other) => {
    const [a, b] = [of(one), of(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return a === b ? 0 : a > b === down ? -1 : 1
  })
}
