import { createHash } from 'node:crypto'

/**
 * Milliseconds to wait after an attempt that failed: doubled each time up to the longest, and spread by up to a quarter, by the message's own id, so that
 * a gateway that comes back is not met by all at once.
 */
export function pauseBefore(attempt: number, id: string, { firstMs, longestMs }: { firstMs: number; longestMs: number }): number {
  const pause = Math.min(firstMs * 2 ** Math.max(attempt - 1, 0), longestMs)
  const spread = createHash('sha256').update(`${id} ${attempt}`).digest().readUInt16BE() / 0xffff
  return Math.round(pause * (1 + spread / 4))
}
