import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { lakeStateAt } from './lake.ts'
import { parquetRows } from './testing/read.ts'
import { load, scratch } from './testing/tiny.ts'

function folderOf(files: Record<string, string>): string {
  const dir = join(scratch(), 'in')
  mkdirSync(dir)
  for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), gzipSync(text))
  return dir
}

describe('the mapping xiamen', () => {
  const header = 'cust_no,X1,X2,X3,X4,X5,X6,X7,X8\n'
  const from = () =>
    folderOf({
      'aum_Q3.csv.gz': `${header}0xb,213000,0.0,328.07,0,0.0,0.0,99.5,0\n0xa,0,0,0.0,0,0,0,0,0\n`,
      'aum_Q4.csv.gz': `${header}0xc,0,0,0,0,4534.57,0,0,200000\n`,
    })

  it('chooses the quarter by the date; a balance of 0 is no holding, its owner is a customer', async () => {
    const home = scratch()
    const folder = from()
    expect(await load(home, folder, { mapping: 'xiamen', businessDate: '2019-09-30' })).toMatchObject({ outcome: 'loaded', problems: [] })
    expect(await load(home, folder, { mapping: 'xiamen', businessDate: '2019-12-31' })).toMatchObject({ outcome: 'loaded', problems: [] })
    const [q3, q4] = ['2019-09-30', '2019-12-31'].map((date) => lakeStateAt(join(home, 'lake'), date))
    expect(await parquetRows(q3?.state.customer ?? '', 'customer_no, customer_id, name, manager_id')).toEqual([
      ['0xa', 1n, null, null],
      ['0xb', 2n, null, null],
    ])
    expect(await parquetRows(q4?.state.customer ?? '', 'customer_no, customer_id')).toEqual([['0xc', 3n]])
    expect(await parquetRows(q3?.movement.holding_balance[0]?.file ?? '', 'customer_id, category, counts_as_aum, balance_fen')).toEqual([
      [2n, 'structured_deposit', true, 21300000n],
      [2n, 'demand_deposit', true, 32807n],
      [2n, 'loan', false, 9950n],
    ])
    expect(q4?.movement.holding_balance.map((part) => part.from)).toEqual(['2019-09-30', '2019-12-31'])
  })

  it('refuses a date that its files do not tell', async () => {
    const result = await load(scratch(), from(), { mapping: 'xiamen', businessDate: '2020-09-30' })
    expect(result.problems).toEqual([
      expect.objectContaining({ code: 'wrong_business_date', found: '2020-09-30', expected: '2019-09-30, 2019-12-31' }),
    ])
  })
})

describe('the mapping berka', () => {
  const posting = 'trans_id,account_id,date,type,operation,amount,balance,k_symbol,bank,account\n'
  const files = {
    'district.csv.gz': 'A1,A2,A3\n1,Hl.m. Praha,Prague\n2,Benesov,central Bohemia\n',
    'client.csv.gz':
      'client_id,birth_number,district_id,gender,birth_date\n10,x,1,F,1920-12-13\n11,x,1,M,1945-02-04\n12,x,2,M,1950-01-01\n',
    'disp.csv.gz': 'disp_id,client_id,account_id,type\n1,10,500,OWNER\n2,11,500,DISPONENT\n3,12,501,OWNER\n',
    'account.csv.gz': 'account_id,district_id,frequency,date\n500,2,POPLATEK MESICNE,1993-05-01\n501,1,POPLATEK MESICNE,1994-02-10\n',
    'trans_first.csv.gz': `${posting}9,500,1993-05-01,PRIJEM,VKLAD,600.0,600.0,,,
8,500,1994-01-15,PRIJEM,PREVOD Z UCTU,5123.5,5723.5,DUCHOD,YZ,62457513
7,500,1994-01-31,VYDAJ,VYBER,14.6,5708.9,SLUZBY,,
10,500,1994-01-31,PRIJEM,,1.1,5710.0,UROK,,
11,501,1994-02-10,PRIJEM,VKLAD,100.0,100.0,,,
12,500,1994-02-11,VYBER,VYBER,700.0,5010.0,,,
13,501,1994-02-12,VYDAJ,PREVOD NA UCET,30.0,70.0,SIPO,AB,1
14,501,1994-02-12,VYDAJ,VYBER KARTOU,5.0,65.0,,,
`,
  }

  it('takes owners, signs and kinds, the last balance of the day by trans_id, and each month once', async () => {
    const home = scratch()
    const folder = folderOf(files)
    for (const businessDate of ['1994-01-31', '1994-02-28'])
      expect(await load(home, folder, { mapping: 'berka', businessDate })).toMatchObject({ outcome: 'loaded', problems: [] })
    const january = lakeStateAt(join(home, 'lake'), '1994-01-31')
    expect(await parquetRows(january?.state.customer ?? '', 'customer_no, institution_code, gender, birth_date, opened_on')).toEqual([
      ['10', '2', 'female', '1920-12-13', '1993-05-01'],
    ])
    const state = lakeStateAt(join(home, 'lake'), '1994-02-28')
    expect(await parquetRows(state?.state.customer ?? '', 'customer_no')).toEqual([['10'], ['12']])
    expect(state?.movement.transaction.map(({ from, to }) => [from, to])).toEqual([
      ['1993-01-01', '1994-01-31'],
      ['1994-02-01', '1994-02-28'],
    ])
    const postings = await Promise.all(
      (state?.movement.transaction ?? []).map(({ file }) => parquetRows(file, 'transaction_no, kind, amount_fen, counterparty_bank')),
    )
    expect(postings).toEqual([
      [
        ['9', 'cash_in', 60000n, null],
        ['8', 'pension', 512350n, 'YZ'],
        ['7', 'fee', -1460n, null],
        ['10', 'interest', 110n, null],
      ],
      [
        ['12', 'cash_out', -70000n, null],
        ['11', 'cash_in', 10000n, null],
        ['13', 'bill_payment', -3000n, 'AB'],
        ['14', 'card_payment', -500n, null],
      ],
    ])
    const balances = await Promise.all(
      (state?.movement.holding_balance ?? []).map(({ file }) => parquetRows(file, 'account_id, balance_fen')),
    )
    expect(balances).toEqual([
      [[1n, 571000n]],
      [
        [1n, 501000n],
        [2n, 6500n],
      ],
    ])
  })

  it.each([
    [
      'an operation it does not know',
      'VKLAD,600.0',
      'VKLAS,600.0',
      { line: 2, column: 'kind', code: 'unknown_code', found: 'PRIJEM / VKLAS' },
    ],
    [
      'a date that does not exist, even where it filters by date',
      '1994-01-15',
      '1994-02-29',
      { line: 3, column: 'business_date', code: 'not_a_date', found: '1994-02-29' },
    ],
    ['a tenth of a haléř', '5123.5,', '5123.505,', { line: 3, column: 'amount_fen', code: 'not_money', found: '5123.505' }],
  ])('refuses %s', async (_name, from, to, problem) => {
    const folder = folderOf({ ...files, 'trans_first.csv.gz': files['trans_first.csv.gz'].replace(from, to) })
    const result = await load(scratch(), folder, { mapping: 'berka', businessDate: '1994-01-31' })
    expect(result.outcome).toBe('refused')
    expect(result.problems).toContainEqual(expect.objectContaining({ file: 'trans_first.csv.gz', ...problem }))
  })
})
