import { Secret, TOTP } from 'otpauth'

/** What every authenticator app understands: SHA-1, six digits, thirty seconds (RFC 6238). */
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const
const secretBytes = 20
/** a device's clock may be one step off */
const window = 1

/** A new shared secret, base32. */
export const newSecret = (): string => new Secret({ size: secretBytes }).base32

const generator = (secret: string, login = '') => new TOTP({ ...form, issuer: '留客', label: login, secret: Secret.fromBase32(secret) })

/** What an authenticator app reads from the picture: `otpauth://totp/…`. Holds the secret. */
export const uriOf = (secret: string, login: string): string => generator(secret, login).toString()

export const isTimeCode = (code: string): boolean => /^\d{6}$/.test(code)

/**
 * The thirty-second step that a code belongs to, within one step of `now`; undefined when it belongs to none, or to one not after `lastStep`: a code that was
 * taken once, and any older one, is worth nothing.
 */
export function stepOf(secret: string, code: string, lastStep: bigint, now: Date): bigint | undefined {
  const delta = generator(secret).validate({ token: code, timestamp: now.getTime(), window })
  if (delta === null) return undefined
  const step = BigInt(Math.floor(now.getTime() / 1000 / form.period) + delta)
  return step > lastStep ? step : undefined
}

/** As people type it: without the spaces and dashes it is shown with. */
export const plainCode = (typed: string): string => typed.replaceAll(/[\s-]/g, '').toLowerCase()
