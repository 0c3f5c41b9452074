export interface Latest<T> {
  /** Remembers a state to be saved; returns at once. */
  put(state: T): void
  /** Waits until the newest state is saved. Throws what a save has thrown. */
  settled(): Promise<void>
}

/** Saves the newest state of something that changes often: one save at a time, what comes while one runs replaces what waits. */
export function saveLatest<T>(save: (state: T) => Promise<void>): Latest<T> {
  let waiting: { state: T } | undefined
  let saving: Promise<void> | undefined
  let failure: { error: unknown } | undefined
  const run = async () => {
    try {
      while (waiting) {
        const { state } = waiting
        waiting = undefined
        await save(state)
      }
    } catch (error) {
      failure = { error }
    } finally {
      saving = undefined
    }
  }
  return {
    put(state) {
      waiting = { state }
      saving ??= run()
    },
    async settled() {
      await saving
      if (failure) throw failure.error
    },
  }
}
