import { seededRandom, shuffledIndex } from './random.ts'

export interface Split {
  by: 'time' | 'random'
  trained: Uint32Array
  held: Uint32Array
  /** by time: the first day held back, days since 1970 */
  from?: number
}

/**
 * Rows to learn from and rows held back for the back-test, about `share` of all. With a time column the latest days are held back, whole
 * days, at least one; else rows at random.
 */
export function splitRows(rows: number, share: number, seed: number, time?: Float64Array): Split {
  if (!time) {
    const order = shuffledIndex(rows, seededRandom(seed))
    const held = Math.round(rows * share)
    return { by: 'random', trained: order.slice(held).sort(), held: order.slice(0, held).sort() }
  }
  const sorted = time.toSorted()
  const edge = sorted[Math.min(rows - 1, Math.floor(rows * (1 - share)))] ?? 0
  // the first day is never held back alone: there would be nothing to learn from
  const from = edge > (sorted[0] ?? 0) ? edge : (sorted.find((value) => value > edge) ?? edge)
  const index = Uint32Array.from({ length: rows }, (_, row) => row)
  return {
    by: 'time',
    trained: index.filter((row) => (time[row] ?? 0) < from),
    held: index.filter((row) => (time[row] ?? 0) >= from),
    from,
  }
}
