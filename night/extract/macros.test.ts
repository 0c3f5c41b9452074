import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDuckdb } from '../engines/duckdb.ts'
import type { Duckdb } from '../engines/duckdb.ts'
import { macros } from './macros.ts'

let duckdb: Duckdb
beforeAll(async () => {
  duckdb = await openDuckdb({ threads: 1 })
  for (const sql of macros({ unit: 'yuan', dateForm: 'yyyymmdd', sentinels: ['0001-01-01', '1900-01-01', '9999-12-31'] }))
    await duckdb.run(sql)
})
afterAll(() => duckdb.close())

const value = async (expression: string): Promise<unknown> => (await duckdb.all<{ v: unknown }>(`select ${expression} as v`))[0]?.v
const refused = (code: string, text: string): string => `\u001a${code}\u001a${text}`

describe('fen_from_yuan is exact', () => {
  it.each([
    ['213000', '21300000'],
    ['328.07', '32807'],
    ['0.0', '0'],
    ['-0.00', '0'],
    ['.5', null],
    ['5.', '500'],
    ['0.1', '10'],
    ['-1234.56', '-123456'],
    ['1,234,567.80', '123456780'],
    ['12.340000', '1234'],
    ['00012.3', '1230'],
    ['+7', '700'],
    ['8.88-', '-888'],
    ['-0.01', '-1'],
    ['0.29', '29'],
    ['92233720368547758.07', '9223372036854775807'],
    ['1157.23', '115723'],
    ['12.345', null],
    ['1,23', null],
    ['1e5', null],
    ['--5', null],
    ['-5-', null],
    ['NaN', null],
    ['12 ', null],
    ['1.2.3', null],
    ['１２', null],
    ['-', null],
  ])('%s', async (text, fen) => {
    expect(await value(`fen_from_yuan('${text}')`)).toBe(fen ?? refused('not_money', text))
  })

  it('takes empty for none, and agrees with whole numbers over a million amounts', async () => {
    expect(await value(`fen('')`)).toBeNull()
    expect(await value(`fen(cast(null as varchar))`)).toBeNull()
    const wrong = `select count(*) from range(-500000, 500000) t(i)
      where fen_from_yuan(case when i < 0 then '-' else '' end || (abs(i * 37) // 100) || '.' || lpad(cast(abs(i * 37) % 100 as varchar), 2, '0')) <> cast(i * 37 as varchar)`
    expect(await value(`(${wrong})`)).toBe(0n)
  })
})

describe('the other readers', () => {
  it.each([
    [`fen_from_fen('1,234')`, '1234'],
    [`fen_from_fen('12.00')`, '12'],
    [`fen_from_fen('12.5')`, refused('not_money', '12.5')],
    [`negative('5')`, '-5'],
    [`negative('-5')`, '5'],
    [`negative('0')`, '0'],
    [`negative(fen('x'))`, refused('not_money', 'x')],
    [`day('20240229')`, '2024-02-29'],
    [`day('20230229')`, refused('not_a_date', '20230229')],
    [`day('2024-02-28')`, refused('not_a_date', '2024-02-28')],
    [`day('00000000')`, null],
    [`day('')`, null],
    [`day('19000101')`, null],
    [`day('00010101')`, null],
    [`day('99991231')`, null],
    [`day('20991231')`, '2099-12-31'],
    [`date_from('2024/02/29', 'yyyy/mm/dd')`, '2024-02-29'],
    [`date_from('2024-13-01', 'yyyy-mm-dd')`, refused('not_a_date', '2024-13-01')],
    [`within('2024-01-05', '2024-01-01', '2024-01-31')`, true],
    [`within('2024-02-05', '2024-01-01', '2024-01-31')`, false],
    [`within(day('x'), '2024-01-01', '2024-01-31')`, true],
    [`within(cast(null as varchar), '2024-01-01', '2024-01-31')`, true],
  ])('%s', async (expression, expected) => {
    expect(await value(expression)).toBe(expected)
  })
})
