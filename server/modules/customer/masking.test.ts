import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskAddress, maskPhone } from './masking.rules.ts'

describe('maskPhone', () => {
  it.each([
    ['13812341234', '138****1234'],
    ['+86 138-1234-1234', '138****1234'],
    ['008613812341234', '138****1234'],
    ['05921234567', '059****4567'],
    ['12345678', '****5678'],
    ['1234567', '****'],
    ['1', '****'],
    ['', null],
    [null, null],
    ['无', null],
  ])('%s → %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))

  it('never shows more than seven digits, nor more than half of a short number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,15}$/), (phone) => {
        const shown = maskPhone(phone)?.replace(/\D/g, '').length ?? 0
        return shown <= 7 && (phone.length >= 11 || shown <= phone.length / 2)
      }),
    )
  })
})

describe('maskAddress', () => {
  it.each([
    ['福建省厦门市思明区湖滨南路1号302室', '福建省厦门市思明区***'],
    ['北京市海淀区中关村大街1号', '北京市海淀区***'],
    ['新疆维吾尔自治区伊犁哈萨克自治州霍城县水定镇', '新疆维吾尔自治区伊犁哈萨克自治州霍城县***'],
    ['上海市浦东新区世纪大道100号', '上海市浦东新区***'],
    ['江苏省苏州市昆山市前进路5号', '江苏省苏州市昆山市***'],
    ['思明区湖滨南路1号', '思明区***'],
    ['厦门市幸福小区3号楼', '厦门市***'],
    ['幸福小区3号楼501', '***'],
    ['厦门市永辉超市楼上', '厦门市***'],
    ['湖滨南路1号', '***'],
    ['四川省攀枝花市东区机场路1号', '四川省攀枝花市东区***'],
    ['北京市房山区良乡', '北京市房山区***'],
    ['Room 501, 1 Hubin Rd', '***'],
    ['', null],
    [null, null],
  ])('%s → %s', (address, masked) => expect(maskAddress(address)).toBe(masked))

  it('never shows a digit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('省', '市', '区', '县', '福', '建', '1', '2', '号') }),
        (address) => !/\d/.test(maskAddress(address) ?? ''),
      ),
    )
  })
})
