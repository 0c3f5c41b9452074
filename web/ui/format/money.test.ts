import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactMoney, parseMoney, ratioBp, shortMoney, typeMoney } from './money.ts'

const zh = (fen: bigint): string => {
  const { digits, unit } = shortMoney(fen, 'zh-CN')
  return digits + unit
}

describe('shortMoney', () => {
  it('says 元, 万, 亿 where people do', () => {
    expect([0n, 1n, 999_999n, 1_000_000n, 1_234_567n, 9_999_999_999n, 10_000_000_000n, 258_487_762_339_500n].map(zh)).toEqual([
      '0.00元',
      '0.01元',
      '9,999.99元',
      '1.00万',
      '1.23万',
      '1.00亿',
      '1.00亿',
      '25,848.78亿',
    ])
  })
  it('rolls over when rounding reaches the next unit', () => {
    expect(zh(9_999_500_000n)).toBe('9,999.50万')
    expect(zh(9_999_994_999n)).toBe('9,999.99万')
    expect(zh(9_999_995_000n)).toBe('1.00亿')
  })
  it('rounds half away from zero on both sides', () => {
    expect([zh(1_005_000n), zh(-1_005_000n), zh(-5n)]).toEqual(['1.01万', '−1.01万', '−0.05元'])
  })
  it('speaks M and B in English', () => {
    expect([shortMoney(99_999_999n, 'en'), shortMoney(123_456_789_00n, 'en'), shortMoney(250_000_000_000n, 'en')]).toEqual([
      { digits: '999,999.99', unit: '' },
      { digits: '123.46', unit: 'M' },
      { digits: '2.50', unit: 'B' },
    ])
  })
})

describe('exactMoney', () => {
  it('keeps every fen beyond what a float can hold', () => {
    expect(exactMoney(9_007_199_254_740_993_01n)).toBe('9,007,199,254,740,993.01')
    expect(exactMoney(-7n)).toBe('−0.07')
  })
})

describe('parseMoney', () => {
  it('reads what people type', () => {
    expect(['5万', '1.2亿', '50000', '12,000.50', '¥300', '20 万', '3万元', '-1.5万', '.5', '１'].map(parseMoney)).toEqual([
      5_000_000n,
      12_000_000_000n,
      5_000_000n,
      1_200_050n,
      30_000n,
      20_000_000n,
      3_000_000n,
      -1_500_000n,
      50n,
      undefined,
    ])
  })
  it('refuses what is no amount or finer than a fen', () => {
    expect(['', '万', 'abc', '1.005', '1e5', '5 万万'].map(parseMoney)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
  it('reads back what typeMoney writes', () => {
    fc.assert(fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), (fen) => parseMoney(typeMoney(fen)) === fen))
  })
})

describe('ratioBp', () => {
  it('divides once and rounds half up', () => {
    expect([ratioBp(1n, 3n), ratioBp(1n, 20_000n), ratioBp(0n, 5n), ratioBp(5n, 0n)]).toEqual([3333, 1, 0, undefined])
  })
})
