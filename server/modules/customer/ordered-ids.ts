/** Bytes of one id in a list: a big-endian int8. */
export const idBytes = 8

/** The ids of one page of an ordered list. */
export function pageOf(ids: Buffer, offset: number, limit: number): bigint[] {
  const page: bigint[] = []
  for (let at = offset * idBytes; at < Math.min(ids.length, (offset + limit) * idBytes); at += idBytes) page.push(ids.readBigInt64BE(at))
  return page
}

/**
 * Ordered ids of the lists people scroll through, so that the second page costs a look-up by key. Holds at most `maxBytes`, forgets what was not used
 * longest, and computes a list once however many ask for it at the same time. The key must say everything a list depends on, the scope first.
 */
export class OrderedIds {
  readonly #maxBytes: number
  readonly #held = new Map<string, Buffer>()
  readonly #underway = new Map<string, Promise<Buffer>>()
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  async get(key: string, compute: () => Promise<Buffer>): Promise<Buffer> {
    const held = this.#held.get(key)
    if (held) {
      this.#held.delete(key)
      this.#held.set(key, held)
      return held
    }
    const underway = this.#underway.get(key)
    if (underway) return underway
    const computed = compute().finally(() => this.#underway.delete(key))
    this.#underway.set(key, computed)
    const ids = await computed
    this.#hold(key, ids)
    return ids
  }

  #hold(key: string, ids: Buffer): void {
    const size = ids.length + 2 * key.length
    if (size > this.#maxBytes || this.#held.has(key)) return
    this.#held.set(key, ids)
    this.#bytes += size
    for (const [oldest, { length }] of this.#held) {
      if (this.#bytes <= this.#maxBytes) return
      this.#held.delete(oldest)
      this.#bytes -= length + 2 * oldest.length
    }
  }
}
