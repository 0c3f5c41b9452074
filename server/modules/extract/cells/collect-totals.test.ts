import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publish, publishBank, scopes } from '../../../../test/support/published-bank.ts'
import { dates } from '../../../../test/support/published-rows.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { projectDir } from '../../../platform/home.ts'
import { seedPolicies } from '../../policy/index.ts'
import { reportOutlet } from '../../report/index.ts'
import { ExtentError, runAndPublishNight } from '../index.ts'
import { readCellList, type CellAddress } from './cell-list.ts'
import { collectTotals } from './collect-totals.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuke-totals-'))
const reader = `reader_${process.pid}`
const now = new Date('2026-11-21T01:00:00Z')
let office: Databases
let east: Databases
let west: Databases
let cells: CellAddress[]
const namesOf = async ({ owner }: Databases) =>
  (await sql<{ name: string }>`select current_database() as name`.execute(owner)).rows[0]?.name ?? ''
const addressOf = async (databases: Databases, login = reader) =>
  `postgresql:///${await namesOf(databases)}?host=${encodeURIComponent(inject('postgres').host)}&user=${login}`

/** A branch's own database: what the small bank has of the institutions below it. */
async function openCell(branch: string, outlets: readonly number[]): Promise<Databases> {
  const cell = await testDatabase()
  await publishBank(cell)
  for (const table of ['report.outlet_day', 'report.outlet_month', 'customer.customer_snapshot', 'customer.customer'])
    await sql`delete from ${sql.table(table)} where institution_id <> all (${[...outlets]}::int[])`.execute(cell.owner)
  await sql`insert into extract.extent (kind, branch_code) values ('branch', ${branch})`.execute(cell.owner)
  await sql`select report.let_read_totals(${reader})`.execute(cell.owner)
  return cell
}
beforeAll(async () => {
  office = await testDatabase()
  await seedPolicies(office.owner, join(projectDir, 'server/modules/policy/packs/cn'))
  await sql`create role ${sql.id(reader)} login`.execute(office.owner)
  ;[east, west] = [await openCell('I2', [4, 5]), await openCell('I3', [6])]
  cells = [
    { branch: 'I2', url: await addressOf(east) },
    { branch: 'I3', url: await addressOf(west) },
  ]
}, 120_000)
afterAll(async () => {
  rmSync(folder, { recursive: true })
  for (const cell of [east, west]) await sql`drop owned by ${sql.id(reader)}`.execute(cell.owner)
  await sql`drop role ${sql.id(reader)}`.execute(office.owner)
})

const collect = (list: readonly CellAddress[] = cells) => collectTotals(office, { cells: list, runsDir: folder, now })
const days = async ({ owner }: Databases, date: string = dates[1]) =>
  (
    await sql<{ id: number; aum: string }>`
      select institution_id as id, aum_fen::text as aum from report.outlet_day where business_date = ${date}::date order by 1`.execute(
      owner,
    )
  ).rows
const months = async ({ owner }: Databases) =>
  (await sql`select institution_id, month_end, aum_fen::text from report.outlet_month order by 1, 2`.execute(owner)).rows
const freshness = async () =>
  (await sql`select branch_code as branch, business_date::text as date, problem from report.cell order by 1`.execute(office.owner)).rows

it('reads the totals of all cells and publishes them together, to the fen, without one customer', async () => {
  const collected = await collect()
  expect(collected).toMatchObject({ businessDate: dates[1], missing: [], published: { unchanged: false, current: true } })
  expect(await days(office)).toEqual([...(await days(east)), ...(await days(west))])
  expect(await months(office)).toEqual([...(await months(east)), ...(await months(west))])
  const { rows } =
    await sql`select (select count(*)::int from customer.customer) + (select count(*)::int from customer.customer_snapshot) as n`.execute(
      office.owner,
    )
  expect(rows).toEqual([{ n: 0 }])
  expect(await freshness()).toEqual([
    { branch: 'I2', date: dates[1], problem: null },
    { branch: 'I3', date: dates[1], problem: null },
  ])
  expect(await collect()).toMatchObject({ published: { unchanged: true } })
  expect(readdirSync(folder)).toEqual([])
})

it('shows them to head office: the same report as over one database, and how fresh each cell is', async () => {
  const report = await reportOutlet(office.app, scopes.bank, 1)
  if (typeof report === 'string') throw new Error(report)
  const whole = await testDatabase()
  await publishBank(whole)
  const one = await reportOutlet(whole.app, scopes.bank, 1)
  if (typeof one === 'string') throw new Error(one)
  expect([report.customers.now, report.aum.nowFen, report.outlets.map(({ aumFen }) => aumFen)]).toEqual([
    one.customers.now,
    one.aum.nowFen,
    one.outlets.map(({ aumFen }) => aumFen),
  ])
  expect(report.cells.map(({ name, businessDate, problem }) => [name, businessDate, problem])).toEqual([
    ['城东支行', dates[1], null],
    ['城西支行', dates[1], null],
  ])
  expect(one.cells).toEqual([])
  const outlet = await reportOutlet(office.app, scopes.outlet4, 4)
  expect(typeof outlet === 'string' ? outlet : outlet.cells.map(({ branch }) => branch)).toEqual(['I2'])
})

it('lets the login of head office read totals and nothing else', async () => {
  const client = new pg.Client({ connectionString: cells[0]?.url ?? '' })
  await client.connect()
  try {
    expect((await client.query('select count(*)::int as n from report.outlet_day')).rows).toEqual([{ n: 4 }])
    for (const table of ['customer.customer', 'customer.customer_snapshot', 'contact.promise', 'organisation.staff', 'audit.entry'])
      await expect(client.query(`select from ${table}`)).rejects.toThrow('permission denied')
    await expect(client.query('delete from report.outlet_day')).rejects.toThrow('permission denied')
  } finally {
    await client.end()
  }
})

it('keeps yesterday of a cell that cannot be reached, and names it; when it is back it catches up', async () => {
  const day = '2026-11-23'
  await sql`create table report.outlet_day_next partition of report.outlet_day for values in ('2026-11-23')`.execute(east.owner)
  await sql`insert into report.outlet_day select (jsonb_populate_record(d, jsonb_build_object('business_date', ${day}::text, 'data_as_of', ${day}::text, 'aum_fen', d.aum_fen + 9007199254740993))).*
    from report.outlet_day d where business_date = ${dates[1]}::date`.execute(east.owner)
  await publish(east.owner, day)
  const gone = cells.map((cell) => (cell.branch === 'I3' ? { ...cell, url: 'postgresql://reader@127.0.0.1:1/none' } : cell))
  const collected = await collect(gone)
  expect(collected).toMatchObject({ businessDate: day, missing: ['I3'] })
  expect(await days(office, day)).toEqual([...(await days(east, day)), ...(await days(west))])
  expect(await freshness()).toEqual([
    { branch: 'I2', date: day, problem: null },
    { branch: 'I3', date: dates[1], problem: '连不上或读不了（ECONNREFUSED）' },
  ])
  const report = await reportOutlet(office.app, scopes.bank, 1)
  expect(typeof report === 'string' ? report : report.cells.find(({ branch }) => branch === 'I3')?.problem).toContain('ECONNREFUSED')
  expect((await collect()).missing).toEqual([])
})

it('counts an outlet once: a cell that hands over what another does brings nothing, all of it or none', async () => {
  const before = await days(office, '2026-11-23')
  await sql`update organisation.institution set parent_id = 3, path = '/1/3/4/' where id = 4`.execute(west.owner)
  await sql`insert into report.outlet_day select (jsonb_populate_record(d, jsonb_build_object('institution_id', 4))).* from report.outlet_day d where institution_id = 6 and business_date = ${dates[1]}::date`.execute(
    west.owner,
  )
  const collected = await collect()
  expect(collected.missing).toEqual(['I3'])
  expect(collected.cells.find(({ branch }) => branch === 'I3')?.problem).toContain('I2')
  expect(await days(office, '2026-11-23')).toEqual(before)
  await sql`delete from report.outlet_day where institution_id = 4`.execute(west.owner)
})

it('refuses rows of outlets that are not below the branch, another branch behind an address, and a database of customers', async () => {
  await sql`update organisation.institution set path = '/1/2/6/' where id = 6`.execute(west.owner)
  expect((await collect()).cells.find(({ branch }) => branch === 'I3')?.problem).toContain('不属于 I3')
  const swapped = [{ branch: 'I2', url: cells[1]?.url ?? '' }]
  expect((await collect(swapped)).cells.find(({ branch }) => branch === 'I2')?.problem).toContain('属于机构 I3')
  await expect(collectTotals(west, { cells, runsDir: folder, now })).rejects.toThrow(ExtentError)
  await expect(runAndPublishNight(office, { lakeDir: folder, runsDir: folder })).rejects.toThrow('totals collect')
  const nobody = [{ branch: 'I9', url: 'postgresql://reader@127.0.0.1:1/none' }]
  await expect(collectTotals(await testDatabase(), { cells: nobody, runsDir: folder, now })).rejects.toThrow('I9')
})

it('reads the list of cells, with passwords out of it, and says what is wrong with one', () => {
  const file = join(folder, 'cells.yml')
  const list = (text: string) => {
    writeFileSync(file, text)
    return readCellList(file, { CELL_EAST: 'postgres://east' })
  }
  expect(list('cells:\n  - { branch: B1, url_env: CELL_EAST }\n  - { branch: B2, url: postgres://west }\n')).toEqual([
    { branch: 'B1', url: 'postgres://east' },
    { branch: 'B2', url: 'postgres://west' },
  ])
  expect(() => list('cells: []')).toThrow('cells.yml')
  expect(() => list('cells: [{ branch: B1, url_env: NOWHERE }]')).toThrow('NOWHERE')
  expect(() => list('cells: [{ branch: B1, url: a }, { branch: B1, url: b }]')).toThrow('两次')
})
