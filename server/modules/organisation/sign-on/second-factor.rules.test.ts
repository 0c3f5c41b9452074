import { TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import { isTimeCode, newSecret, plainCode, stepOf, uriOf } from './second-factor.rules.ts'

const secret = newSecret()
const now = new Date('2026-11-22T02:00:10Z')
const codeAt = (seconds: number) => new TOTP({ secret }).generate({ timestamp: now.getTime() + seconds * 1000 })
const step = BigInt(Math.floor(now.getTime() / 30_000))

it('takes a code of this step and one step off, no further', () => {
  expect(stepOf(secret, codeAt(0), 0n, now)).toBe(step)
  expect(stepOf(secret, codeAt(-30), 0n, now)).toBe(step - 1n)
  expect(stepOf(secret, codeAt(30), 0n, now)).toBe(step + 1n)
  expect(stepOf(secret, codeAt(-60), 0n, now)).toBeUndefined()
  expect(stepOf(secret, codeAt(60), 0n, now)).toBeUndefined()
  expect(stepOf(newSecret(), codeAt(0), 0n, now)).toBeUndefined()
})

it('takes none twice, nor one older than the last', () => {
  expect(stepOf(secret, codeAt(0), step, now)).toBeUndefined()
  expect(stepOf(secret, codeAt(-30), step, now)).toBeUndefined()
  expect(stepOf(secret, codeAt(30), step, now)).toBe(step + 1n)
})

it('agrees with the standard (RFC 6238, appendix B, of its eight digits the last six)', () => {
  const rfc = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [20000000000, '353130'],
  ] as const)
    expect(stepOf(rfc, code, 0n, new Date(seconds * 1000))).toBe(BigInt(Math.floor(seconds / 30)))
})

it('gives what an authenticator app reads', () => {
  const uri = new URL(uriOf(secret, 'lina'))
  expect(uri.protocol).toBe('otpauth:')
  expect(decodeURIComponent(uri.pathname)).toContain('lina')
  expect(uri.searchParams.get('secret')).toBe(secret)
  expect(plainCode(' 123 456 ')).toBe('123456')
  expect([isTimeCode('123456'), isTimeCode('12345'), isTimeCode('１２３４５６')]).toEqual([true, false, false])
})
