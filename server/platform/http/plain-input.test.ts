import { expect, it } from 'vitest'
import { isPlainAddress, isPlainInput } from './plain-input.ts'

const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)])

it('takes every ordinary value, and neither NUL, halves of pairs, numbers without end, nor what is nested without end', () => {
  for (const value of [null, undefined, 1, -0.5, 2 ** 31 - 1, 'x', '\u0001', '\\u0000', { a: [1, { b: '龘𠮷' }] }, nested(32)])
    expect(isPlainInput(value)).toBe(true)
  for (const value of [2 ** 31, -(2 ** 53), 1e308, 'a\ud800', 'a\0', { a: ['\0'] }, { 'a\0': 1 }, nested(33), nested(5_000)])
    expect(isPlainInput(value)).toBe(false)
  expect([isPlainAddress('/a?b=%20'), isPlainAddress('/a?b=%00'), isPlainAddress('/a%00')]).toEqual([true, false, false])
})
