import type { CustomerRow } from './contract.ts'
import type { FigureKey } from './figures.ts'
import type { FigureValue } from './list.sql.ts'

/** Figures as the contract speaks of them: money (bigint) as fen text, everything else as it is. */
export function presentFigures(keys: readonly FigureKey[], values: readonly FigureValue[]): CustomerRow['figures'] {
  return Object.fromEntries(keys.map((key, index) => [key, presentValue(values[index] ?? null)]))
}

const presentValue = (value: FigureValue) => (typeof value === 'bigint' ? value.toString() : value)
