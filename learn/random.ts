/** A stream of numbers that depends on the seed alone. */
export interface Random {
  /** a number from 0 (included) to 1 (not included) */
  next(): number
  /** a whole number from 0 (included) to `below` (not included) */
  below(below: number): number
}

/** Seeded generator (a 32-bit counter through a mixing function): same seed, same numbers on every machine. */
export function seededRandom(seed: number): Random {
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { next, below: (below) => Math.floor(next() * below) }
}

/** The numbers 0 … count−1 in random order. */
export function shuffledIndex(count: number, random: Random): Uint32Array {
  const index = new Uint32Array(count)
  for (let at = 0; at < count; at++) {
    const other = random.below(at + 1)
    index[at] = index[other] ?? 0
    index[other] = at
  }
  return index
}
