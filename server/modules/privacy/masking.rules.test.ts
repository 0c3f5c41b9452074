import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskAddress } from './address.rules.ts'
import { balanceBand, bandLines } from './balance-band.rules.ts'
import { maskCard, maskIdentity, maskName, maskPhone } from './masking.rules.ts'

describe('names', () => {
  it.each([
    ['张三', '张*'],
    ['张三丰', '张**'],
    ['欧阳修', '欧阳*'],
    ['欧阳震华', '欧阳**'],
    ['欧阳', '欧*'],
    ['张', '*'],
    ['𠮷', '*'],
    ['𠮷田', '𠮷*'],
    ['葛\u{E0100}三', '葛\u{E0100}*'],
    ['阿卜杜拉·买买提', '阿**'],
    ['John Smith', 'J**'],
    ['O', '*'],
    [' 李四 ', '李*'],
    ['纳兰明珠性德', '纳**'],
    ['', null],
    [null, null],
  ])('%s → %s', (name, masked) => expect(maskName(name)).toBe(masked))

  it.each([
    ['张三', '*三'],
    ['张三丰', '**丰'],
    ['欧阳震华', '**华'],
    ['张', '*'],
    ['John', 'J**'],
  ])('with the given name shown %s → %s', (name, masked) => expect(maskName(name, 'given_name_shown')).toBe(masked))
})

describe('phones', () => {
  it.each([
    ['13812341234', '138****1234'],
    ['+86 138 1234 1234', '138****1234'],
    ['008613812341234', '138****1234'],
    ['１３８１２３４１２３４', '138****1234'],
    ['0592-2021234', '059****1234'],
    ['88881234', '****1234'],
    ['8881234', '****'],
    ['110', '****'],
    ['无', '****'],
    ['13812341234/13987654321', '138****4321'],
    ['', null],
    [null, null],
  ])('%s → %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))
})

it.each([
  ['6222021234567890123', '622202******0123'],
  ['6222 0212 3456 7890', '622202******7890'],
  ['12345678901234', '123456******1234'],
  ['1234567890123', '****0123'],
  ['12345678', '****'],
  ['', null],
])('card %s → %s', (card, masked) => expect(maskCard(card)).toBe(masked))

it.each([
  ['350203199001011234', '3********4'],
  ['35020319900101123X', '3********X'],
  ['E12345678', 'E********8'],
  ['H123456', '********'],
  ['', null],
])('identity %s → %s', (identity, masked) => expect(maskIdentity(identity)).toBe(masked))

describe('addresses', () => {
  it.each([
    ['福建省厦门市思明区湖滨南路388号国贸大厦', '福建省厦门市思明区***'],
    ['北京市朝阳区建国路88号', '北京市朝阳区***'],
    ['上海市浦东新区张江路1号', '上海市浦东新区***'],
    ['内蒙古自治区呼和浩特市新城区中山路', '内蒙古自治区呼和浩特市新城区***'],
    ['香港特别行政区中西区皇后大道', '香港特别行政区中西区***'],
    ['浙江省台州市路桥区商海街', '浙江省台州市路桥区***'],
    ['黑龙江省哈尔滨市道里区', '黑龙江省哈尔滨市道里区***'],
    ['湖南省长沙市长沙县星沙镇', '湖南省长沙市长沙县***'],
    ['幸福小区3号楼201', '***'],
    ['厦门市湖滨小区3号', '厦门市***'],
    ['厦门市中山路永辉超市旁', '厦门市***'],
    ['中山路100号', '***'],
    ['12 Main Street, Springfield', '***'],
    ['  ', null],
    [null, null],
  ])('%s → %s', (address, masked) => expect(maskAddress(address)).toBe(masked))
})

describe('any input', () => {
  const secret = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .filter((text) => text.trim() !== '' && !/^[*\s]+$/u.test(text))
  const masks = { maskName, maskPhone, maskCard, maskIdentity, maskAddress }
  it.each(Object.entries(masks))('%s never gives the whole back', (_name, mask) => {
    fc.assert(fc.property(secret, (text) => !(mask(text) ?? '').includes(text.trim())))
  })

  it('at least four digits of any number stay hidden', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,25}$/), (number) => {
        for (const mask of [maskPhone, maskCard]) {
          const shown = (mask(number) ?? '').replaceAll('*', '').length
          expect(number.length - shown).toBeGreaterThanOrEqual(Math.min(4, number.length))
        }
      }),
    )
  })
})

describe('balance bands', () => {
  const lines = bandLines('5000000 20000000')
  it.each([
    [-1n, null, 5000000n],
    [4999999n, null, 5000000n],
    [5000000n, 5000000n, 20000000n],
    [20000000n, 20000000n, null],
  ])('%s fen lies from %s to below %s', (fen, fromFen, belowFen) => expect(balanceBand(fen, lines)).toEqual({ fromFen, belowFen }))

  it.each(['', '1 1', '2 1', '1.5', '1 x'])('refuses the policy %j', (policy) =>
    expect(() => bandLines(policy)).toThrow(/masking.balance_bands_fen/),
  )
})
