import type { Problem } from '../problems.ts'
import { tinyFiles } from './tiny.ts'
import type { TinyChange, TinyTable } from './tiny.ts'

type RefusedCase = [name: string, change: TinyChange, problem: Problem]

export const at = (
  file: string,
  line: number | null,
  column: string | null,
  code: Problem['code'],
  found: string,
  expected: string,
): Problem => ({
  file,
  line,
  column,
  code,
  found,
  expected,
})
/** One text replaced by another. */
const swap = (table: TinyTable, from: string, to: string): TinyChange => ({ files: { [table]: tinyFiles[table].replace(from, to) } })
/** Another content of a table, with its true number of rows. */
export const rows = (table: TinyTable, text: string, count: number): TinyChange => ({
  files: { [table]: text },
  manifest: { [table]: { rows: count } },
})
/** One text replaced by bytes. */
const bytes = (table: TinyTable, from: string, to: number[]): TinyChange => {
  const file = Buffer.from(tinyFiles[table])
  const start = file.indexOf(from)
  return { files: { [table]: Buffer.concat([file.subarray(0, start), Buffer.from(to), file.subarray(start + Buffer.byteLength(from))]) } }
}

/** One thing wrong each, and the problem that must be reported. */
export const refusedCases: RefusedCase[] = [
  [
    'a file cut in the middle of a line',
    swap('account', 'A4,C3,L,2022-02-02\n', 'A4,C3'),
    at('account.csv', 5, null, 'wrong_columns', '2 列', '4 列'),
  ],
  ['a file cut between lines', swap('account', 'A4,C3,L,2022-02-02\n', ''), at('account.csv', null, null, 'wrong_rows', '3', '4')],
  ['a wrong row total', { manifest: { customer: { rows: 4 } } }, at('customer.csv', null, null, 'wrong_rows', '3', '4')],
  [
    'a wrong control sum',
    { manifest: { holding_balance: { control_sum: '570996' } } },
    at('holding_balance.csv', null, 'balance_fen', 'wrong_sum', '570995', '570996'),
  ],
  [
    'a duplicate key, both lines named',
    swap('customer', 'C3,', 'C1,'),
    at('customer.csv', 4, 'customer_no', 'duplicate_key', 'C1(首次出现: customer.csv 第 2 行)', '只出现一次'),
  ],
  [
    'a duplicate key of two columns',
    swap('holding_balance', 'A2,', 'A1,'),
    at(
      'holding_balance.csv',
      3,
      'account_no, business_date',
      'duplicate_key',
      'A1 / 2024-09-30(首次出现: holding_balance.csv 第 2 行)',
      '只出现一次',
    ),
  ],
  [
    'an unknown customer',
    swap('account', 'A3,C2', 'A3,C9'),
    at('account.csv', 4, 'customer_no', 'unknown_reference', 'C9', 'customer 表中存在的 customer_no'),
  ],
  [
    'an unknown account of a posting',
    swap('transaction', 'X2,A1', 'X2,A0'),
    at('transaction.csv', 3, 'account_no', 'unknown_reference', 'A0', 'account 表中存在的 account_no'),
  ],
  [
    'an unknown parent',
    swap('institution', 'O2,H', 'O2,Z'),
    at('institution.csv', 4, 'parent_code', 'unknown_reference', 'Z', 'institution 表中存在的 institution_code'),
  ],
  [
    'a reference into a table that was not delivered',
    swap(
      'transaction',
      'balance_after_fen\nX1,A1,2024-09-01,1,cash_in,1500,1500\nX2,A1,2024-09-02,1,cash_out,-500,1000',
      'employer_code\nX1,A1,2024-09-01,1,cash_in,1500,E1\nX2,A1,2024-09-02,1,cash_out,-500,',
    ),
    at('transaction.csv', 2, 'employer_code', 'unknown_reference', 'E1', 'employer 表中存在的 employer_code'),
  ],
  [
    'a broken byte in UTF-8',
    bytes('customer', '雄', [0xff]),
    at('customer.csv', 3, 'name', 'broken_encoding', '0xFF(文件第 119 字节)', 'UTF-8'),
  ],
  ['a NUL', bytes('staff', '曾', [0x41, 0]), at('staff.csv', 2, 'name', 'broken_encoding', '0x00(文件第 41 字节)', 'UTF-8')],
  [
    'a UTF-8 file declared GB18030',
    { ...bytes('staff', '曾小明', [0xd4, 0xff, 0x41]), encoding: 'gb18030' },
    at('staff.csv', 2, 'name', 'broken_encoding', '0xD4(文件第 40 字节)', 'GB18030'),
  ],
  [
    'a date of 2099',
    swap('holding_balance', 'A3,2024-09-30', 'A3,2099-01-01'),
    at('holding_balance.csv', 4, 'business_date', 'date_out_of_range', '2099-01-01', '1900-01-01 … 2024-09-30'),
  ],
  [
    'a day after the business date',
    swap('account', '2022-02-02', '2024-10-01'),
    at('account.csv', 5, 'opened_on', 'date_out_of_range', '2024-10-01', '1900-01-01 … 2024-09-30'),
  ],
  [
    'a date before 1900',
    swap('customer', '1975-01-31', '1875-01-31'),
    at('customer.csv', 4, 'birth_date', 'date_out_of_range', '1875-01-31', '1900-01-01 … 2024-09-30'),
  ],
  [
    'a sentinel that no mapping removed',
    swap('customer', '1975-01-31', '9999-12-31'),
    at('customer.csv', 4, 'birth_date', 'date_out_of_range', '9999-12-31', '1900-01-01 … 2024-09-30'),
  ],
  [
    '29 February of a plain year',
    swap('customer', '1980-02-29', '1981-02-29'),
    at('customer.csv', 2, 'birth_date', 'not_a_date', '1981-02-29', 'YYYY-MM-DD，存在的日期'),
  ],
  [
    'a date in another form',
    swap('customer', '1980-02-29', '1980/02/29'),
    at('customer.csv', 2, 'birth_date', 'not_a_date', '1980/02/29', 'YYYY-MM-DD，存在的日期'),
  ],
  [
    'a posting outside the covered dates',
    swap('transaction', '2024-09-01', '2024-08-31'),
    at('transaction.csv', 2, 'business_date', 'date_not_covered', '2024-08-31', '2024-09-01 … 2024-09-30'),
  ],
  [
    'a number beyond 64 bits',
    swap('holding_balance', '500000', '9223372036854775808'),
    at('holding_balance.csv', 3, 'balance_fen', 'number_out_of_range', '9223372036854775808', '-9223372036854775808 … 9223372036854775807'),
  ],
  [
    'an amount in yuan',
    swap('holding_balance', '500000', '5000.00'),
    at('holding_balance.csv', 3, 'balance_fen', 'not_a_number', '5000.00', '整数，单位分'),
  ],
  [
    'an amount in scientific notation',
    swap('holding_balance', '500000', '5e5'),
    at('holding_balance.csv', 3, 'balance_fen', 'not_a_number', '5e5', '整数，单位分'),
  ],
  [
    'an amount with blanks',
    swap('holding_balance', '500000', ' 500000'),
    at('holding_balance.csv', 3, 'balance_fen', 'not_a_number', ' 500000', '整数，单位分'),
  ],
  [
    'a boolean of another kind',
    swap('customer', ',N\n', ',maybe\n'),
    at('customer.csv', 3, 'phone_usable', 'not_a_boolean', 'maybe', 'true/false、1/0 或 Y/N'),
  ],
  [
    'a code outside the list',
    swap('product', 'loan', 'lend'),
    at(
      'product.csv',
      4,
      'category',
      'unknown_code',
      'lend',
      'demand_deposit, time_deposit, structured_deposit, large_certificate, wealth_product, fund, asset_management, insurance, bond, precious_metal, loan, card, bill_payment, merchant_acquiring',
    ),
  ],
  [
    'a required value that is missing',
    swap('customer', 'C2,O1', 'C2,'),
    at('customer.csv', 3, 'institution_code', 'missing_value', '空', '归属网点'),
  ],
  ['too many columns', swap('account', 'A1,C1,D', 'A1,C1,D,D'), at('account.csv', 2, null, 'wrong_columns', '5 列', '4 列')],
  ['a blank line', swap('account', 'A2,', '\nA2,'), at('account.csv', 3, null, 'wrong_columns', '空行', '4 列')],
  [
    'a quote that never ends',
    swap('customer', '"单雄信, 二哥"', '"单雄信'),
    at('customer.csv', 3, null, 'bad_quote', '引号没有结束', '成对的引号'),
  ],
  [
    'a quote within a plain value',
    swap('staff', '曾小明', '曾"小明'),
    at('staff.csv', 2, null, 'bad_quote', '第 2 列的引号', '整个值用引号括起，值里的引号写两遍'),
  ],
  ['line ends of two kinds', swap('staff', 'role\n', 'role\r\n'), at('staff.csv', 2, null, 'bad_newline', 'LF', 'CRLF')],
  [
    'an unknown column',
    swap('staff', 'role', 'rule'),
    at('staff.csv', 1, 'rule', 'unknown_column', 'rule', 'staff_no, name, institution_code, role, left_on'),
  ],
  [
    'a required column that is missing',
    swap('staff', 'role', 'rule'),
    at('staff.csv', 1, 'role', 'missing_column', 'staff_no,name,institution_code,rule'.replaceAll(',', ', '), 'role'),
  ],
  [
    'a column named twice',
    swap('staff', 'institution_code', 'name'),
    at('staff.csv', 1, 'name', 'duplicate_column', 'name', '每个列名只出现一次'),
  ],
  ['an empty file', rows('staff', '', 0), at('staff.csv', null, null, 'empty_file', '0 行', '表头和数据行')],
  [
    'two roots',
    swap('institution', 'O2,H', 'O2,'),
    at('institution.csv', 4, 'parent_code', 'bad_tree', '根: O2', '只有一个机构的上级为空'),
  ],
  [
    'no root',
    swap('institution', 'H,,', 'H,O1,'),
    at('institution.csv', null, 'parent_code', 'bad_tree', '没有根', '有一个机构的上级为空'),
  ],
  [
    'a cycle',
    rows('institution', `${tinyFiles.institution}O3,O4,北一,outlet,,\nO4,O3,北二,outlet,,\n`, 5),
    at('institution.csv', 5, 'parent_code', 'bad_tree', 'O3', '沿上级走到根，不成环'),
  ],
  [
    'a cluster without a core',
    swap('institution', 'core', 'satellite'),
    at('institution.csv', 3, 'cluster_code', 'bad_cluster', 'K1: 0 个核心', '群落有且只有一个核心 core'),
  ],
  [
    'a cluster role without a cluster',
    swap('institution', 'head_office,,', 'head_office,,core'),
    at('institution.csv', 2, 'cluster_role', 'bad_cluster', '空 / core', '群落与角色同时填写，或都不填'),
  ],
  [
    'a manifest of another format',
    { manifest: { staff: { rows: 'one' } } },
    at(
      'manifest.json',
      null,
      'tables.staff.rows',
      'bad_manifest',
      'Invalid input: expected number, received string',
      '见 docs/extract.md 的样例',
    ),
  ],
  [
    'covers that end after the business date',
    { manifest: { transaction: { covers_to: '2024-10-31' } } },
    at('manifest.json', null, 'transaction.covers_from', 'bad_manifest', '2024-09-01 … 2024-10-31', 'covers_from ≤ covers_to ≤ 2024-09-30'),
  ],
  [
    'a file that did not come',
    { manifest: { staff: { files: ['staff_2.csv'] } } },
    at('staff_2.csv', null, null, 'missing_file', '没有', 'staff 的文件'),
  ],
]
