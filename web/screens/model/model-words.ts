import { percent } from '../../ui/format/rate.ts'

/** A share from 0 to 1 as percent. */
export const share = (of: number): string => percent(Math.round(of * 10_000))

/** A figure with so many digits; a dash where there is none. */
export const rounded = (value: number | null, places: number): string => (value === null ? '—' : value.toFixed(places))
