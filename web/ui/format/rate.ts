/** Rates are whole basis points (1/10,000). */

const places = (bp: number, unit: number, keep: number): string => {
  const sign = bp < 0 ? '−' : ''
  const steps = 10 ** keep
  const scaled = Math.round((Math.abs(bp) * steps) / unit)
  const whole = Math.floor(scaled / steps)
  return keep === 0 ? `${sign}${whole}` : `${sign}${whole}.${String(scaled % steps).padStart(keep, '0')}`
}

/** 9134 bp → 91.3%. */
export const percent = (bp: number, keep = 1): string => `${places(bp, 100, keep)}%`

/** 20350 bp → 2.04: a ratio such as products per customer. */
export const ratio = (bp: number, keep = 2): string => places(bp, 10_000, keep)

/** The difference of two rates in percentage points, with its sign: +1.2. */
export const pointsApart = (bp: number, keep = 1): string => (bp > 0 ? `+${places(bp, 100, keep)}` : places(bp, 100, keep))

/** A count with commas: 20,013. */
export const count = (value: number): string =>
  (value < 0 ? '−' : '') +
  Math.abs(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** A change with its sign: +12, −3, 0. */
export const change = (value: number): string => (value > 0 ? `+${count(value)}` : count(value))
