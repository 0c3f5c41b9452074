import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openDuckdb } from '../engines/duckdb.ts'
import { lakeStateAt } from './lake.ts'
import { lakeContent, parquetRows } from './testing/read.ts'
import { load, scratch, tinyDelivery, tinyFiles } from './testing/tiny.ts'
import type { TinyTable } from './testing/tiny.ts'

const inForce = (home: string, table: 'customer' | 'account' | 'staff') =>
  lakeStateAt(join(home, 'lake'), '2024-09-30')?.state[table] ?? 'nothing in force'
/** 吕𠮷㐂䶮 in GB18030: two bytes, four, four, two */
const rareName = [0xc2, 0xc0, 0x95, 0x34, 0xb2, 0x35, 0x81, 0x39, 0xef, 0x31, 0xfe, 0x9f]

describe('a good delivery', () => {
  it('is loaded: own keys by code, pinyin, sums, coverage', async () => {
    const home = scratch()
    const result = await load(home, tinyDelivery(home))
    expect(result).toMatchObject({ outcome: 'loaded', businessDate: '2024-09-30', mapping: 'canonical', rows: 20, problemCount: 0 })
    expect(result.tables).toContainEqual({ table: 'holding_balance', rows: 4, controlSum: '570995' })
    const columns = 'customer_id, institution_id, manager_id, name, name_pinyin, name_initials, birth_date, phone_usable'
    expect(await parquetRows(inForce(home, 'customer'), columns)).toEqual([
      [1n, 2, 1, '吕布', 'lvbu', 'lb', '1980-02-29', true],
      [2n, 2, null, '单雄信, 二哥', 'shanxiongxinerge', 'sxxeg', null, false],
      [3n, 3, null, '𠮷田㐂', '𠮷tian㐂', '𠮷t㐂', '1975-01-31', null],
    ])
    const state = lakeStateAt(join(home, 'lake'), '2024-09-30')
    expect(state?.movement.transaction).toEqual([{ file: expect.any(String) as string, from: '2024-09-01', to: '2024-09-30' }])
    const holding = await parquetRows(
      state?.movement.holding_balance[0]?.file ?? '',
      'account_id, customer_id, product_code, category, counts_as_aum, balance_fen',
    )
    expect(holding).toEqual([
      [1n, 1n, 'D', 'demand_deposit', true, 1000n],
      [2n, 1n, 'T', 'time_deposit', true, 500000n],
      [3n, 2n, 'D', 'demand_deposit', true, -5n],
      [4n, 3n, 'L', 'loan', false, 70000n],
    ])
  })

  it('gives the same lake as CSV, with CRLF and BOM, gzipped, in GB18030 and as Parquet, with any number of threads', async () => {
    const plain = scratch()
    await load(plain, tinyDelivery(join(plain, 'in')), { threads: 1 })
    const rows = (home: string) =>
      Promise.all((['customer', 'account', 'staff'] as const).map((table) => parquetRows(inForce(home, table))))
    const expected = await rows(plain)
    const windows = Object.fromEntries(
      Object.entries(tinyFiles).map(([table, text]) => [table, `\ufeff${text.replaceAll('\n', '\r\n').replace(/\r\n$/, '')}`]),
    )
    const packed = Object.fromEntries(Object.entries(tinyFiles).map(([table, text]) => [table, gzipSync(text)]))
    for (const change of [{ files: windows }, { files: packed, extension: 'csv.gz' }]) {
      const home = scratch()
      expect((await load(home, tinyDelivery(join(home, 'in'), change), { threads: 4 })).problems).toEqual([])
      expect(await rows(home)).toEqual(expected)
    }
    const home = scratch()
    const from = tinyDelivery(join(home, 'in'), { extension: 'parquet' })
    const duckdb = await openDuckdb()
    for (const table of Object.keys(tinyFiles) as TinyTable[]) {
      await duckdb.run(
        `copy (from read_csv('${tinyDelivery(join(home, 'csv'))}/${table}.csv', header = true, auto_detect = true)) to '${from}/${table}.parquet' (format parquet)`,
      )
    }
    duckdb.close()
    expect((await load(home, from)).problems).toEqual([])
    expect(await rows(home)).toEqual(expected)
  })

  it('refuses a Parquet file whose columns have other types, and one that is cut', async () => {
    const home = scratch()
    const from = tinyDelivery(home, {
      manifest: { holding_balance: { files: ['holding_balance.parquet'] }, account: { files: ['account.parquet'] } },
    })
    const duckdb = await openDuckdb()
    await duckdb.run(`copy (select account_no, cast(business_date as timestamp) as business_date, balance_fen / 100.0 as balance_fen, month_sum_fen
      from read_csv('${from}/holding_balance.csv')) to '${from}/holding_balance.parquet' (format parquet)`)
    await duckdb.run(`copy (from read_csv('${from}/account.csv')) to '${from}/account.parquet' (format parquet)`)
    duckdb.close()
    expect((await load(home, from)).problems).toEqual([
      { file: 'holding_balance.parquet', line: null, column: 'business_date', code: 'wrong_type', found: 'TIMESTAMP', expected: 'DATE' },
      { file: 'holding_balance.parquet', line: null, column: 'balance_fen', code: 'wrong_type', found: 'DOUBLE', expected: 'BIGINT' },
    ])
    const account = readFileSync(join(from, 'account.parquet'))
    writeFileSync(join(from, 'account.parquet'), account.subarray(0, account.length - 20))
    expect((await load(home, from)).problems).toEqual([
      expect.objectContaining({ file: 'account.parquet', code: 'unreadable_file', expected: 'Parquet 文件' }),
    ])
  })

  it('names the row of a Parquet file', async () => {
    const home = scratch()
    const from = tinyDelivery(home, { manifest: { account: { files: ['account.parquet'] } } })
    const duckdb = await openDuckdb()
    await duckdb.run(
      `copy (select * replace (replace(customer_no, 'C2', 'C9') as customer_no) from read_csv('${from}/account.csv')) to '${from}/account.parquet' (format parquet)`,
    )
    duckdb.close()
    expect((await load(home, from)).problems).toEqual([
      expect.objectContaining({ file: 'account.parquet', line: 3, column: 'customer_no', found: 'C9' }),
    ])
  })

  it('keeps characters of four GB18030 bytes', async () => {
    const home = scratch()
    const latin = (text: string): string => text.replaceAll(/\p{Script=Han}+/gu, 'x')
    const text = Buffer.from(latin(tinyFiles.customer.replace('吕布', '@')))
    const at = text.indexOf('@')
    const customer = Buffer.concat([text.subarray(0, at), Buffer.from(rareName), text.subarray(at + 1)])
    const files = { customer, institution: latin(tinyFiles.institution), staff: latin(tinyFiles.staff), product: latin(tinyFiles.product) }
    expect((await load(home, tinyDelivery(join(home, 'in'), { files, encoding: 'gb18030' }))).problems).toEqual([])
    expect(await parquetRows(inForce(home, 'customer'), 'name')).toEqual([['吕𠮷㐂䶮'], ['x, x'], ['x']])
  })

  it('takes a table of several files, a header without rows, and a million million fen', async () => {
    const home = scratch()
    const from = tinyDelivery(home, {
      files: {
        staff: 'role,name,staff_no,institution_code\n',
        customer: tinyFiles.customer.replace('S1', ''),
        holding_balance: tinyFiles.holding_balance.replace('500000', '1000000000000'),
      },
      manifest: { staff: { rows: 0, files: ['staff.csv'] }, holding_balance: { control_sum: '1000000070995' } },
    })
    expect(await load(home, from)).toMatchObject({ outcome: 'loaded', problems: [] })
  })

  it('knows the line of a record after values with line breaks', async () => {
    const home = scratch()
    const customer = tinyFiles.customer.replace('"单雄信, 二哥"', '"单\n雄""信\n"').replace('C3,O2', 'C3,O9')
    const result = await load(home, tinyDelivery(home, { files: { customer } }))
    expect(result.problems).toEqual([expect.objectContaining({ file: 'customer.csv', line: 6, column: 'institution_code', found: 'O9' })])
  })
})

describe('loading again', () => {
  it('changes nothing when the content is the same, however it is packed', async () => {
    const home = scratch()
    const lake = join(home, 'lake')
    await load(home, tinyDelivery(join(home, 'in')))
    const before = lakeContent(lake)
    expect(await load(home, join(home, 'in'))).toMatchObject({ outcome: 'unchanged', rows: 20, businessDate: '2024-09-30' })
    expect(lakeContent(lake)).toEqual(before)
  })

  it('replaces the date when the content is another, and keys never change', async () => {
    const home = scratch()
    await load(home, tinyDelivery(join(home, 'one')))
    const first = inForce(home, 'customer')
    const customer = tinyFiles.customer.replace('C2,', 'C15,').replace('吕布', '吕蒙')
    const changed = tinyDelivery(join(home, 'two'), {
      files: {
        customer,
        account: tinyFiles.account.replace('C2', 'C15').replace('A3,', 'A25,'),
        holding_balance: tinyFiles.holding_balance.replace('A3,', 'A25,'),
      },
    })
    expect((await load(home, changed)).outcome).toBe('loaded')
    expect(await parquetRows(inForce(home, 'customer'), 'customer_no, customer_id, name_pinyin')).toEqual([
      ['C1', 1n, 'lvmeng'],
      ['C3', 3n, '𠮷tian㐂'],
      ['C15', 4n, 'shanxiongxinerge'],
    ])
    expect(await parquetRows(inForce(home, 'account'), 'account_no, account_id')).toEqual([
      ['A1', 1n],
      ['A2', 2n],
      ['A4', 4n],
      ['A25', 5n],
    ])
    expect(await parquetRows(first, 'customer_no')).toHaveLength(3)
    expect((await load(home, tinyDelivery(join(home, 'one')))).outcome).toBe('loaded')
    expect(await parquetRows(inForce(home, 'customer'), 'customer_no, customer_id')).toEqual([
      ['C1', 1n],
      ['C2', 2n],
      ['C3', 3n],
    ])
  })
})
