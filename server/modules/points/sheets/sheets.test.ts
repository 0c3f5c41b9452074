import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publishBank, scopes } from '../../../../test/support/published-bank.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import type { Scope } from '../../../platform/database/scope.ts'
import type { Cell } from '../../../platform/excel/sheet.ts'
import { readWorkbook, writeWorkbook } from '../../../platform/excel/workbook.ts'
import type { Person } from '../../../platform/http/context.ts'
import { ensureProgramme } from '../ledger.sql.ts'
import { takenColumns, type SheetKind } from './columns.ts'
import { dayOf, fenOf, rowsBelow } from './read-sheet.rules.ts'
import { takeSheet } from './take-sheet.ts'
import { writeSheet } from './write-sheet.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `人员${scope.userId}`, scope })
const president = person(scopes.outlet4)
const lobby = person({ ...scopes.outlet4, userId: 13, role: 'lobby_manager' })

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await ensureProgramme(databases.owner, { code: 'attend', name: '到场积分', institutionId: 1 })
})

const fileOf = async (kind: SheetKind, rows: Cell[][]): Promise<string> =>
  Buffer.from(await writeWorkbook({ name: 'x', mark: '礼品', about: [], columns: takenColumns[kind], rows }, now)).toString('base64')
const take = async (kind: SheetKind, rows: Cell[][], commit: boolean, by = president) =>
  takeSheet(databases.app, by, { kind, file: await fileOf(kind, rows), commit }, now)
const counted = async (table: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(databases.owner)).rows[0]?.n

const rice: Cell[] = ['rice', '东北大米 5kg', '米面粮油', '五常粮业', 'attend', 600, 35.5]
const oil: Cell[] = ['oil', '菜籽油', '米面粮油', '粮油公司', 'attend', 10_000_000, 0]

describe('the catalogue by Excel', () => {
  it('is checked first, written as a whole, and taken twice changes nothing', async () => {
    expect(await take('catalogue', [rice, oil], false)).toEqual({ rows: 2, added: 2, same: 0, problems: [], written: 0 })
    expect(await counted('points.gift')).toBe(0)
    expect(await take('catalogue', [rice, oil], true)).toMatchObject({ added: 2, written: 2 })
    expect(await take('catalogue', [rice, oil], true)).toEqual({ rows: 2, added: 0, same: 2, problems: [], written: 0 })
    const { rows } = await sql`select code, points, cost_fen from points.gift order by code`.execute(databases.owner)
    expect(rows).toEqual([
      { code: 'oil', points: 10_000_000n, cost_fen: 0n },
      { code: 'rice', points: 600n, cost_fen: 3550n },
    ])
  })

  it('names every wrong row and column, and writes nothing of the file', async () => {
    const outcome = await take(
      'catalogue',
      [
        ['tea', '茶叶', '精致小物', '茶厂', 'attend', 50, 20],
        ['Tea 2', '', '饮料', '@SUM(A1)', 'nothing', 0, -1],
        ['tea', '茶叶', '精致小物', '茶厂', 'attend', 50, 20],
        ['rice', '换了名字', '米面粮油', '五常粮业', 'attend', 600, 35.5],
      ],
      true,
    )
    if (typeof outcome === 'string' || 'invalid' in outcome) throw new Error('not checked')
    expect(outcome.written).toBe(0)
    expect(outcome.problems.map(({ row, column }) => `${row} ${column}`).toSorted()).toEqual(
      ['4 供应商', '4 名称', '4 类别', '4 积分', '4 积分方案代码', '4 成本（元）', '4 礼品代码', '5 礼品代码', '6 礼品代码'].toSorted(),
    )
    expect(outcome.problems.find(({ column }) => column === '供应商')?.text).toContain('不能以 =')
    expect(await counted('points.gift')).toBe(2)
  })

  it('is refused to who may not, and a file that is none is said to be', async () => {
    expect(await take('catalogue', [rice], true, lobby)).toBe('FORBIDDEN')
    expect(await take('stock', [['rice', 1, null, '单']], true, lobby)).toBe('FORBIDDEN')
    const notOne = (file: Buffer) =>
      takeSheet(databases.app, president, { kind: 'stock', file: file.toString('base64'), commit: true }, now)
    expect(await notOne(Buffer.from('not a workbook'))).toMatchObject({ invalid: expect.stringContaining('不是 Excel') })
    expect(
      await takeSheet(databases.app, president, { kind: 'stock', file: await fileOf('catalogue', [rice]), commit: true }, now),
    ).toMatchObject({
      invalid: expect.stringContaining('没有找到表头'),
    })
    expect(await take('stock', [], true)).toMatchObject({ invalid: '文件里没有数据行' })
  })
})

describe('deliveries by Excel', () => {
  it('are received into the own outlet once, whoever takes the file again', async () => {
    const rows: Cell[][] = [
      ['rice', 40, '2027-6-30', '入库单 1'],
      ['oil', 5, null, '入库单 1'],
    ]
    expect(await take('stock', rows, true)).toMatchObject({ added: 2, written: 2, problems: [] })
    expect(await take('stock', rows, true)).toMatchObject({ added: 0, same: 2, written: 0 })
    const wrong = await take(
      'stock',
      [
        ['rice', 41, '2027-06-30', '入库单 1'],
        ['tea', 0, '2026-11-01', ''],
        ['oil', 3, '2027-02-30', '入库单 2'],
      ],
      true,
    )
    if (typeof wrong === 'string' || 'invalid' in wrong) throw new Error('not checked')
    expect(wrong.problems.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '3 件数',
      '4 礼品代码',
      '4 件数',
      '4 最后发放日',
      '4 入库单号',
      '5 最后发放日',
    ])
    expect(await counted('points.stock_batch')).toBe(2)
  })
})

describe('what is taken out', () => {
  it('holds the catalogue as it can be taken in again, the stock in sight, and an empty template', async () => {
    const read = async (kind: SheetKind, template: boolean) => {
      const file = await writeSheet(databases.app, president, { kind, template }, now)
      if (file === 'FORBIDDEN') throw new Error(file)
      return (await readWorkbook(new Uint8Array(await file.arrayBuffer()))).sheets[0]?.rows ?? []
    }
    expect(rowsBelow(await read('catalogue', false), takenColumns.catalogue)).toMatchObject([
      { cells: ['oil', '菜籽油', '米面粮油', '粮油公司', 'attend', '10000000', '0'] },
      {},
    ])
    expect(rowsBelow(await read('catalogue', true), takenColumns.catalogue)).toEqual([])
    expect((await read('stock', false)).flat()).toEqual(expect.arrayContaining(['东北大米 5kg', '入库单 1', '2027-06-30', 40]))
    expect(await writeSheet(databases.app, person({ ...scopes.outlet4, role: 'nobody' }), { kind: 'stock', template: true }, now)).toBe(
      'FORBIDDEN',
    )
  })
})

it('reads days and amounts as people type them', () => {
  expect(['2027-1-5', '2027/01/05', '2027.1.5', '2027-02-30', 'x'].map(dayOf)).toEqual([
    '2027-01-05',
    '2027-01-05',
    '2027-01-05',
    undefined,
    undefined,
  ])
  expect(['35', '35.5', '1,234.56', '-1', '1.234', ''].map(fenOf)).toEqual([3500n, 3550n, 123_456n, undefined, undefined, undefined])
})
