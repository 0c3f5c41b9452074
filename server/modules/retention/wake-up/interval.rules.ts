/** A value with the interval it lies in. */
export interface Interval {
  value: number
  low: number
  high: number
}

/** The standard normal distribution function, to about 1e-15 within six standard deviations. */
function normal(z: number): number {
  let term = z
  let sum = z
  for (let odd = 3; Math.abs(term) > 1e-17; odd += 2) sum += term = (term * z * z) / odd
  return 0.5 + (sum * Math.exp(-(z * z) / 2)) / Math.sqrt(2 * Math.PI)
}

/** How many standard deviations either way hold a share of the normal distribution: 0.95 → 1.96. Shares up to 0.9999. */
export function normalQuantile(share: number): number {
  const below = (1 + share) / 2
  let [low, high] = [0, 6]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (normal(middle) < below) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The same of Student's t, by its expansion in 1 / degrees of freedom (Abramowitz and Stegun 26.7.5); from 3 degrees on right to a hundredth. */
export function studentQuantile(share: number, freedom: number): number {
  const z = normalQuantile(share)
  if (!Number.isFinite(freedom)) return z
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ]
  return terms.reduce((sum, term, at) => sum + term / freedom ** (at + 1), z)
}

/** Wilson's score interval of a share seen among `size`; `z` from normalQuantile. Never outside 0–1, also where none or all did. */
export function wilson(share: number, size: number, z: number): Interval {
  if (size === 0) return { value: share, low: 0, high: 1 }
  const square = (z * z) / size
  const middle = (share + square / 2) / (1 + square)
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / size + square / (4 * size))
  return { value: share, low: Math.max(0, Math.min(share, middle - half)), high: Math.min(1, Math.max(share, middle + half)) }
}
