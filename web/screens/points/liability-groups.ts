import type { LiabilityRow } from '../../../server/modules/points/settlement/contract.ts'

export const groupings = ['programme', 'outlet', 'month'] as const
export type Grouping = (typeof groupings)[number]

export interface LiabilityGroup {
  /** empty: points for good */
  name: string
  points: bigint
  /** null: of no part of it anything is known */
  breakage: bigint | null
}

/** Sums rows; what is expected to lapse is the sum of what is known. */
export function sumLiability(name: string, rows: readonly LiabilityRow[]): LiabilityGroup {
  const known = rows.filter(({ breakage }) => breakage !== null)
  return {
    name,
    points: rows.reduce((sum, { points }) => sum + BigInt(points), 0n),
    breakage: known.length === 0 ? null : known.reduce((sum, { breakage }) => sum + BigInt(breakage ?? '0'), 0n),
  }
}

const nameOf: Record<Grouping, (row: LiabilityRow) => string> = {
  programme: ({ programme }) => programme,
  outlet: ({ institutionName }) => institutionName,
  month: ({ month }) => month?.slice(0, 7) ?? '',
}

/** Rows by programme, outlet or month of the last day; months in their order with what is good for ever last, the others by size. */
export function groupLiability(rows: readonly LiabilityRow[], by: Grouping): LiabilityGroup[] {
  const groups = [...Map.groupBy(rows, nameOf[by])].map(([name, own]) => sumLiability(name, own))
  const later = (name: string) => (name === '' ? '9999' : name)
  if (by === 'month') return groups.toSorted((a, b) => later(a.name).localeCompare(later(b.name)))
  return groups.toSorted((a, b) => (a.points < b.points ? 1 : a.points > b.points ? -1 : 0))
}
