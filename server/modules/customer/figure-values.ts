import type { CustomerRow } from './contract.ts'
import { shownAmount, shownName, type MaskedView } from '../privacy/index.ts'
import type { FigureKey } from './figures.ts'
import type { FigureValue } from './list.sql.ts'

/** Figures as the contract speaks of them and the reader may see them: money (bigint) as fen text or band, a name perhaps masked, all else as it is. */
export function presentFigures(keys: readonly FigureKey[], values: readonly FigureValue[], view: MaskedView): CustomerRow['figures'] {
  return Object.fromEntries(keys.map((key, index) => [key, presentValue(key, values[index] ?? null, view)]))
}

function presentValue(key: FigureKey, value: FigureValue, view: MaskedView) {
  if (typeof value === 'bigint') return shownAmount(value, view)
  return key === 'name' && typeof value === 'string' ? shownName(value, view) : value
}
