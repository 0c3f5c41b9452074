import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { modelsDir, writeMarts } from '../../../test/support/marts.ts'
import { publishedModels } from './declarations.ts'
import { publish, type Published } from './publish.ts'

// every publish fills and swaps every mart there is
vi.setConfig({ testTimeout: 120_000 })
const folder = mkdtempSync(join(tmpdir(), 'liuke-publish-'))
let pool: pg.Pool
/** tables of the same schemas that hold no night */
let standing: number
beforeAll(async () => {
  pool = (await testDatabase()).ownerPool
  standing = (await tables()).length
})
afterAll(() => rmSync(folder, { recursive: true }))

const partitions = async (table: string) =>
  (
    await pool.query<{ name: string }>(
      'select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1',
      [table],
    )
  ).rows.map((row) => row.name)
const dates = async (table: string) =>
  (await pool.query<{ d: string }>(`select distinct business_date as d from ${table} order by 1`)).rows.map((row) => row.d)
const current = async () =>
  (await pool.query<{ d: string }>('select business_date as d from extract.publication where is_current')).rows.map((row) => row.d)
const tables = async () =>
  (
    await pool.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace in ('customer'::regnamespace, 'report'::regnamespace) order by 1`,
    )
  ).rows

const everyTable = publishedModels(modelsDir).map(({ schema, table }) => `${schema}.${table}`)

let nights = 0
async function publishNight(
  businessDate: string,
  salt: number,
  more: { rows?: number; inSwap?: (client: pg.ClientBase) => Promise<void> } = {},
): Promise<Published> {
  const runDir = join(folder, `run-${++nights}`)
  await writeMarts(runDir, businessDate, more.rows ?? 50, salt)
  const { rows } = await pool.query<{ id: number }>(
    `insert into extract.night (business_date, outcome) values ($1, 'running') returning id`,
    [businessDate],
  )
  const { inSwap = async () => undefined } = more
  return publish({
    ownerPool: pool,
    runDir,
    modelsDir,
    businessDate,
    dataAsOf: businessDate,
    nightId: rows[0]?.id ?? 0,
    fingerprint: `salt ${salt}`,
    inSwap,
  })
}

describe('publish', () => {
  beforeEach(async () => {
    const { rows } = await pool.query<{
      parent: string
      name: string
    }>(`select inhparent::regclass::text as parent, inhrelid::regclass::text as name from pg_inherits
      join pg_class c on c.oid = inhrelid and c.relkind = 'r'`)
    for (const { name } of rows) await pool.query(`drop table ${name}`)
    await pool.query('delete from extract.publication')
  })

  it('brings every mart in force with the indexes of its table, statistics and no leftovers', async () => {
    const published = await publishNight('2026-01-30', 0)
    expect(published.tables.map(({ table }) => table).sort()).toEqual(everyTable.sort())
    expect(published).toMatchObject({ unchanged: false, current: true, attempts: 1 })
    expect(await current()).toEqual(['2026-01-30'])
    const { rows } = await pool.query(
      `select count(*)::int as n, sum(aum_fen)::text as aum, min(aum_month_ends[13])::text as oldest from customer.customer_snapshot`,
    )
    expect(rows).toEqual([{ n: 50, aum: String((50 * 51) / 2), oldest: '1' }])
    const [name] = await partitions('customer.customer_snapshot')
    const indexes = await pool.query(
      `select i.indisvalid, x.inhparent::regclass::text as parent from pg_index i left join pg_inherits x on x.inhrelid = i.indexrelid
      where i.indrelid = $1::regclass order by 2`,
      [name],
    )
    expect(indexes.rows).toEqual(
      (
        await pool.query(`select true as indisvalid, indexrelid::regclass::text as parent from pg_index
      where indrelid = 'customer.customer_snapshot'::regclass order by 2`)
      ).rows,
    )
    expect((await pool.query('select reltuples::int as n from pg_class where oid = $1::regclass', [name])).rows).toEqual([{ n: 50 }])
  })

  it('keeps 2 dates of snapshots beside the month ends and 1 of the rest', async () => {
    for (const [index, date] of ['2025-12-31', '2026-01-29', '2026-01-30', '2026-02-02', '2026-02-03'].entries())
      await publishNight(date, index)
    expect(await dates('customer.customer_snapshot')).toEqual(['2025-12-31', '2026-01-30', '2026-02-02', '2026-02-03'])
    expect(await dates('customer.customer')).toEqual(['2026-02-03'])
    expect(await dates('report.outlet_day')).toHaveLength(5)
    expect(await tables()).toHaveLength(standing + 4 + 1 + 1 + 5 + 1)
  })

  it('replaces a date by another night of it, and does nothing for the same night again', async () => {
    await publishNight('2026-01-30', 0)
    expect(await publishNight('2026-01-30', 0)).toMatchObject({ unchanged: true, current: true })
    const inForce = await partitions('customer.customer_snapshot')
    expect(await publishNight('2026-01-30', 1000, { rows: 40 })).toMatchObject({ unchanged: false, current: true })
    expect(await partitions('customer.customer_snapshot')).toEqual(inForce)
    const { rows } = await pool.query('select count(*)::int as n, min(aum_fen)::text as least from customer.customer_snapshot')
    expect(rows).toEqual([{ n: 40, least: '1001' }])
    expect(await partitions('customer.customer')).toHaveLength(1)
    expect(await tables()).toHaveLength(standing + 5)
  })

  it('of a date published before exchanges the rows that differ, and no others', async () => {
    await publishNight('2026-01-30', 0, { rows: 50 })
    const places = async () =>
      (await pool.query<{ id: string; place: string }>('select customer_id as id, ctid::text as place from customer.customer order by 1'))
        .rows
    const before = await places()
    // nothing of `customer` depends on the salt: ten more customers are all that changes in it
    const { changedRows } = await publishNight('2026-01-30', 7, { rows: 60 })
    expect((await places()).slice(0, 50)).toEqual(before)
    expect(await places()).toHaveLength(60)
    expect(changedRows).toBeGreaterThan(60 + 50)
    const { rows } = await pool.query('select count(*)::int as n, min(aum_fen)::text as least from customer.customer_snapshot')
    expect(rows).toEqual([{ n: 60, least: '8' }])
  })

  it('lets whoever is reading a date go on while that date is replaced, and waits for nobody', async () => {
    await publishNight('2026-01-30', 0)
    const reader = await pool.connect()
    await reader.query('begin isolation level repeatable read')
    const least = async () =>
      (await reader.query<{ fen: string }>('select min(aum_fen)::text as fen from customer.customer_snapshot')).rows[0]?.fen
    expect(await least()).toBe('1')
    const replaced = publishNight('2026-01-30', 1000)
    expect(await replaced).toMatchObject({ unchanged: false, current: true, attempts: 1 })
    expect(await least()).toBe('1')
    await reader.query('commit')
    expect(await least()).toBe('1001')
    reader.release()
  })

  it('does not make an older date current, and fills only what its retention keeps', async () => {
    await publishNight('2026-02-03', 0)
    expect(await publishNight('2026-01-31', 1)).toMatchObject({ current: false })
    expect(await current()).toEqual(['2026-02-03'])
    expect(await dates('customer.customer')).toEqual(['2026-02-03'])
    expect(await dates('customer.customer_snapshot')).toEqual(['2026-01-31', '2026-02-03'])
  })

  it('changes nothing when the work beside the swap fails, and the next publish clears up', async () => {
    await publishNight('2026-01-30', 0)
    const failing = publishNight('2026-02-02', 1, { inSwap: () => Promise.reject(new Error('机构更新失败')) })
    await expect(failing).rejects.toThrow('机构更新失败')
    expect(await current()).toEqual(['2026-01-30'])
    expect(await dates('customer.customer_snapshot')).toEqual(['2026-01-30'])
    expect((await tables()).length).toBeGreaterThan(6)
    await publishNight('2026-02-02', 1)
    expect(await current()).toEqual(['2026-02-02'])
    expect(await tables()).toHaveLength(standing + 2 + 1 + 1 + 2 + 1)
  })

  it('refuses a mart that is missing', async () => {
    const lost = publish({
      ownerPool: pool,
      runDir: join(folder, 'nowhere'),
      modelsDir,
      businessDate: '2026-01-30',
      dataAsOf: '2026-01-30',
      nightId: 1,
      fingerprint: 'x',
    })
    await expect(lost).rejects.toThrow('.parquet')
    expect(await current()).toEqual([])
  })

  it('waits for a reader of the old night before it takes that night away', async () => {
    await publishNight('2026-01-30', 0)
    const reader = await pool.connect()
    await reader.query('begin isolation level repeatable read')
    await reader.query('select from extract.publication')
    const publishing = publishNight('2026-02-02', 1)
    const seen: number[] = []
    for (let n = 0; n < 20 || (n < 200 && (await current())[0] !== '2026-02-02'); n++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      const { rows } = await reader.query<{ n: number }>(
        `select count(*)::int as n from customer.customer where business_date = '2026-01-30'`,
      )
      seen.push(rows[0]?.n ?? -1)
    }
    expect(await current()).toEqual(['2026-02-02'])
    await reader.query('commit')
    reader.release()
    await publishing
    expect(new Set(seen)).toEqual(new Set([50]))
    expect(await dates('customer.customer')).toEqual(['2026-02-02'])
  })
})
