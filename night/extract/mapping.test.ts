import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lakeStateAt } from './lake.ts'
import { mappingNames, readMapping } from './mapping.ts'
import { parquetRows } from './testing/read.ts'
import { load, scratch } from './testing/tiny.ts'

interface Bank {
  yaml?: string
  files?: Record<string, string | Buffer>
  views?: Record<string, string>
}

const yaml = `
bank: 测试银行
manifest: { style: flag, file: 'EOD_{yyyymmdd}.ok', separator: '||' }
unit: yuan
date_form: yyyymmdd
sources:
  kehu: { files: 'KH_{yyyymmdd}.dat', delimiter: '|+|', trailing_delimiter: true, quote: null, header: false, columns: [khh, xm, csrq, jg] }
  ye: { files: 'YE_{yyyymmdd}_*.dat', delimiter: "\\x01", quote: null, header: false, columns: [zh, khh, ye] }
`
const views = {
  institution: `select distinct jg as institution_code, cast(null as varchar) as parent_code, '总行' as name, 'head_office' as level from kehu`,
  product: `select 'D' as product_code, '活期' as name, 'demand_deposit' as category, true as counts_as_aum`,
  customer: `select khh as customer_no, jg as institution_code, xm as name, day(csrq) as birth_date, _file, _line from kehu`,
  account: `select zh as account_no, khh as customer_no, 'D' as product_code, _file, _line from ye`,
  holding_balance: `select zh as account_no, $business_date as business_date, fen(ye) as balance_fen, _file, _line from ye`,
}
const files = {
  'KH_20240930.dat': '1|+|张"三|+|19800229|+|H|+|\n2|+|李四|+|00000000|+|H|+|\n3|+|王五|+|19000101|+|H|+|\n',
  'YE_20240930_1.dat': 'A1\u00011\u00011,234.56\nA2\u00012\u00015.00-\n',
  'YE_20240930_2.dat': 'A3\u00013\u00010\n',
  'EOD_20240930.ok': 'KH_20240930.dat || 3 || 88\nYE_20240930_1.dat || 2 || 25\nYE_20240930_2.dat || 1 || 7\n',
}

function loadBank(home: string, bank: Bank = {}) {
  const [mappingsDir, from] = [join(home, 'mappings'), join(home, 'in')]
  mkdirSync(join(mappingsDir, 'bank'), { recursive: true })
  mkdirSync(from, { recursive: true })
  writeFileSync(join(mappingsDir, 'bank/mapping.yaml'), bank.yaml ?? yaml)
  for (const [table, sql] of Object.entries({ ...views, ...bank.views })) writeFileSync(join(mappingsDir, `bank/${table}.sql`), sql)
  for (const [file, content] of Object.entries({ ...files, ...bank.files })) writeFileSync(join(from, file), content)
  return load(home, from, { mapping: 'bank', mappingsDir, businessDate: '2024-09-30' })
}

describe('a mapping', () => {
  it('bridges |+| and 0x01, trailing delimiters, yuan, compact dates, sentinels and an .ok file', async () => {
    const home = scratch()
    expect(await loadBank(home)).toMatchObject({ outcome: 'loaded', problems: [] })
    const state = lakeStateAt(join(home, 'lake'), '2024-09-30')
    expect(await parquetRows(state?.state.customer ?? '', 'customer_no, name, birth_date')).toEqual([
      ['1', '张"三', '1980-02-29'],
      ['2', '李四', null],
      ['3', '王五', null],
    ])
    const holding = state?.movement.holding_balance[0]
    expect([holding?.from, holding?.to]).toEqual(['2024-09-30', '2024-09-30'])
    expect(await parquetRows(holding?.file ?? '', 'account_id, balance_fen')).toEqual([
      [1n, 123456n],
      [2n, -500n],
      [3n, 0n],
    ])
  })

  const withFlag = (content: Record<string, string>): Record<string, string> => ({ ...content, 'EOD_20240930.ok': '' })
  it.each<[string, Bank, object]>([
    [
      'money that is not exact',
      { files: withFlag({ 'YE_20240930_1.dat': 'A1\u00011\u000112.345\nA2\u00012\u00015\n' }) },
      {
        file: 'YE_20240930_1.dat',
        line: 1,
        column: 'balance_fen',
        code: 'not_money',
        found: '12.345',
        expected: '最多两位小数；多出的位必须是 0',
      },
    ],
    [
      '29 February of a plain year',
      { files: withFlag({ 'KH_20240930.dat': '1|+|张|+|19810229|+|H|+|\n2|+|李|+||+|H|+|\n3|+|王|+||+|H|+|\n' }) },
      { file: 'KH_20240930.dat', line: 1, column: 'birth_date', code: 'not_a_date', found: '19810229' },
    ],
    [
      'an unknown customer in the second file',
      { files: withFlag({ 'YE_20240930_2.dat': 'A3\u00013\u00010\nA4\u00019\u00011\n' }) },
      { file: 'YE_20240930_2.dat', line: 2, column: 'customer_no', code: 'unknown_reference', found: '9' },
    ],
    [
      'a line without its last delimiter',
      { files: withFlag({ 'KH_20240930.dat': '1|+|张|+|19800229|+|H|+|\n2|+|李|+||+|H\n' }) },
      { file: 'KH_20240930.dat', line: 2, column: null, code: 'wrong_columns', found: '4 列', expected: '4 列，行末一个分隔符' },
    ],
    [
      'a flag that promises more rows',
      { files: { 'EOD_20240930.ok': 'KH_20240930.dat||4||88\n' } },
      { file: 'KH_20240930.dat', code: 'wrong_rows', found: '3', expected: '4' },
    ],
    [
      'a flag that promises more bytes',
      { files: { 'EOD_20240930.ok': 'KH_20240930.dat||3||92\n' } },
      { file: 'KH_20240930.dat', code: 'wrong_size', found: '88 字节', expected: '92 字节' },
    ],
    [
      'a flag nobody can read',
      { files: { 'EOD_20240930.ok': 'KH_20240930.dat\n' } },
      { file: 'EOD_20240930.ok', line: 1, code: 'bad_manifest' },
    ],
    [
      'a row without a place is named by its key',
      { views: { account: `select zh as account_no, 'X' || khh as customer_no, 'D' as product_code from ye` } },
      { file: 'account.sql', line: null, code: 'unknown_reference', found: 'X1(account_no=A1)' },
    ],
    [
      'a view that gives a float',
      { views: { holding_balance: `select zh as account_no, $business_date as business_date, 1.5 as balance_fen from ye` } },
      { file: 'holding_balance.sql', column: 'balance_fen', code: 'wrong_type', found: 'DECIMAL(2,1)', expected: 'BIGINT' },
    ],
    ['a view that does not parse', { views: { account: 'select nothing from nowhere' } }, { file: 'account.sql', code: 'mapping_failed' }],
    [
      'a code refused in the mapping',
      { views: { product: `select 'D' as product_code, '活期' as name, refuse('unknown_code', 'Z9') as category, true as counts_as_aum` } },
      { file: 'product.sql', column: 'category', code: 'unknown_code', found: 'Z9(product_code=D)' },
    ],
  ])('refuses %s', async (_name, bank, problem) => {
    const result = await loadBank(scratch(), bank)
    expect(result.outcome).toBe('refused')
    expect(result.problems).toContainEqual(expect.objectContaining(problem))
  })

  it('waits for the flag', async () => {
    const home = scratch()
    const result = await loadBank(home, { yaml: yaml.replace('EOD_', 'NO_') })
    expect(result.problems).toEqual([expect.objectContaining({ file: 'NO_20240930.ok', code: 'not_there_yet' })])
  })

  it('names the mappings there are when asked for another, and what is wrong in a description', () => {
    expect(mappingNames()).toEqual(expect.arrayContaining(['berka', 'xiamen']))
    expect(() => readMapping('nowhere')).toThrow(/没有映射 nowhere.*canonical, berka, xiamen/)
    const dir = scratch()
    mkdirSync(join(dir, 'bank'))
    writeFileSync(join(dir, 'bank/mapping.yaml'), 'bank: x\nsources: { a: { files: a.csv, header: false } }\n')
    expect(() => readMapping('bank', dir)).toThrow('没有表头时须列出 columns')
  })
})
