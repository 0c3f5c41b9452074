const mostTries = 12
/** serialization failure, deadlock, and the same hand-out from two sides at once */
const raced: readonly unknown[] = ['40001', '40P01', '23505']

/** Does it again when another transaction came first: of many at once each has its turn, on fresh rows. Throws the last failure. */
export async function againWhenRaced<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (tries >= mostTries || !raced.includes(code)) throw error
    }
  }
}
