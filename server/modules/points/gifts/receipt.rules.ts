const signatureAtMost = 51_200
const signatureAtLeast = 100
const pngHead = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Whether bytes are a PNG of at most 50 KB, by its first eight bytes. */
export const isPng = (bytes: Uint8Array): boolean =>
  bytes.length >= signatureAtLeast && bytes.length <= signatureAtMost && pngHead.every((byte, place) => bytes[place] === byte)

/** LP, date, and the first twelve of the hand-out's own number: LP20261122-3F2A9C01B7D4. */
export const receiptNoOf = (businessDate: string, id: string): string =>
  `LP${businessDate.replaceAll('-', '')}-${id.replaceAll('-', '').slice(0, 12).toUpperCase()}`
