import { createHash } from 'node:crypto'

/** Deterministic picks for the few things that are made outside the engine (staff): the same seed and key give the same picks in the same order. */
export function drawer(seed: number, key: number): <T>(from: readonly T[]) => T {
  let turn = 0
  return (from) => {
    const picked = createHash('sha256').update(`${seed}/${key}/${turn++}`).digest().readUInt32BE(0) % from.length
    const value = from[picked]
    if (value === undefined) throw new RangeError('nothing to pick from: the list is empty')
    return value
  }
}
