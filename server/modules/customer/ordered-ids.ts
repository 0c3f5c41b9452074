/** Bytes of one id in an ordered list: a big-endian int8. */
export const idBytes = 8

/** The ids of one page of an ordered list. */
export function pageOf(ids: Buffer, offset: number, limit: number): bigint[] {
  const page: bigint[] = []
  for (let at = offset * idBytes; at < Math.min(ids.length, (offset + limit) * idBytes); at += idBytes) page.push(ids.readBigInt64BE(at))
  return page
}
