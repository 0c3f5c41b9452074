import { createHmac, timingSafeEqual } from 'node:crypto'

/** A key that a bank's gateway and Liuke share: 32 bytes in base64. The first of a list is in use, the others still open what came under them. */
export interface SharedKey {
  id: string
  secret: string
}

export const headers = { timestamp: 'x-liuke-timestamp', key: 'x-liuke-key', signature: 'x-liuke-signature' } as const

/** v1=<hex of HMAC-SHA256 over `timestamp.body`>; the timestamp is in whole seconds since 1970. */
export const signatureOf = ({ secret }: SharedKey, timestamp: string, body: string): string =>
  `v1=${createHmac('sha256', Buffer.from(secret, 'base64')).update(`${timestamp}.${body}`).digest('hex')}`

/** What a request is sent with. */
export function signedHeaders(key: SharedKey, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return { [headers.timestamp]: timestamp, [headers.key]: key.id, [headers.signature]: signatureOf(key, timestamp, body) }
}

export type SignatureProblem = 'unsigned' | 'unknown_key' | 'stale' | 'wrong_signature'

/** What is wrong with a signed request; undefined when it comes from whoever holds one of the keys, within so many seconds. */
export function signatureProblem(
  keys: readonly SharedKey[],
  request: { timestamp: string | undefined; keyId: string | undefined; signature: string | undefined; body: string },
  { now, skewSeconds }: { now: Date; skewSeconds: number },
): SignatureProblem | undefined {
  const { timestamp, keyId, signature, body } = request
  if (!timestamp || !keyId || !signature || !/^\d{1,12}$/.test(timestamp)) return 'unsigned'
  const key = keys.find(({ id }) => id === keyId)
  if (!key) return 'unknown_key'
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > skewSeconds) return 'stale'
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(key, timestamp, body))]
  return given.length === right.length && timingSafeEqual(given, right) ? undefined : 'wrong_signature'
}
