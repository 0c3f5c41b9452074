/**
 * Answers that are worth keeping: holds at most `maxBytes`, forgets what was not used longest, and works an answer out once however many ask for it at
 * the same time. A failure is not kept. The key must say everything the answer depends on: whose view it is first, then which state of the data.
 */
export class Kept<T> {
  readonly #maxBytes: number
  readonly #bytesOf: (value: T) => number
  readonly #held = new Map<string, { value: T; bytes: number }>()
  readonly #underway = new Map<string, Promise<T>>()
  #bytes = 0

  constructor(maxBytes: number, bytesOf: (value: T) => number) {
    this.#maxBytes = maxBytes
    this.#bytesOf = bytesOf
  }

  async get(key: string, compute: () => Promise<T>): Promise<T> {
    const held = this.#held.get(key)
    if (held) {
      this.#held.delete(key)
      this.#held.set(key, held)
      return held.value
    }
    const underway = this.#underway.get(key)
    if (underway) return underway
    const computed = compute().finally(() => this.#underway.delete(key))
    this.#underway.set(key, computed)
    const value = await computed
    this.#hold(key, value)
    return value
  }

  #hold(key: string, value: T): void {
    const bytes = this.#bytesOf(value) + 2 * key.length
    if (bytes > this.#maxBytes) return
    this.#held.set(key, { value, bytes })
    this.#bytes += bytes
    for (const [oldest, { bytes: freed }] of this.#held) {
      if (this.#bytes <= this.#maxBytes) return
      this.#held.delete(oldest)
      this.#bytes -= freed
    }
  }
}
