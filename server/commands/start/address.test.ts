import { describe, expect, it } from 'vitest'
import { addressOf, publicUrlOf, urlOf } from './address.ts'

describe('where to serve', () => {
  it('is this machine unless said otherwise', () => {
    expect(addressOf({})).toEqual({ host: '127.0.0.1', port: 7700 })
    expect(urlOf('0.0.0.0', 80)).toBe('http://127.0.0.1:80')
    expect(() => addressOf({ PORT: '70000' })).toThrow('不是端口号')
  })
})

describe('where customers’ phones reach it', () => {
  it('is nowhere until somebody says so', () => expect(publicUrlOf({ LIUKE_PUBLIC_URL: ' ' })).toBeUndefined())

  it.each([
    ['https://liuke.example-bank.cn/', 'https://liuke.example-bank.cn'],
    ['https://liuke.example-bank.cn:8443', 'https://liuke.example-bank.cn:8443'],
    ['http://127.0.0.1:7700', 'http://127.0.0.1:7700'],
  ])('%s is %s', (given, url) => expect(publicUrlOf({ LIUKE_PUBLIC_URL: given })).toBe(url))

  it.each([
    'liuke.example-bank.cn',
    'http://liuke.example-bank.cn',
    'https://bank.cn/liuke',
    'https://bank.cn/?a=1',
    'https://me@bank.cn',
    'ftp://bank.cn',
  ])('refuses %s and says what to write', (given) => expect(() => publicUrlOf({ LIUKE_PUBLIC_URL: given })).toThrow('https 地址'))
})
