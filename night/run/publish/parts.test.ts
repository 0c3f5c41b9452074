import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { modelsDir, writeMarts } from '../../../test/support/marts.ts'
import { openDuckdb } from '../../engines/duckdb.ts'
import { publish, type Published, type PublishOptions } from './publish.ts'

// every made-up customer is of an outlet with the customer's number
const only = ['customer_snapshot', 'outlet_day', 'product_shelf']
const folder = mkdtempSync(join(tmpdir(), 'liuke-parts-'))
let pool: pg.Pool
let nights = 0
beforeAll(async () => {
  pool = (await testDatabase()).ownerPool
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Publishes 40 customers; `changes` are columns of the snapshot said anew, in DuckDB's words. */
async function publishNight(date: string, changes: readonly string[], more: Partial<PublishOptions> = {}): Promise<Published> {
  const runDir = join(folder, `run-${++nights}`)
  await writeMarts(runDir, date, 40, 0)
  const engine = await openDuckdb({ threads: 1 })
  const mart = join(runDir, 'marts', 'customer_snapshot.parquet')
  if (changes.length > 0) {
    await engine.run(`create table changed as select * replace (${changes.join(', ')}) from '${mart}'`)
    await engine.run(`copy changed to '${mart}' (format parquet)`)
  }
  engine.close()
  const { rows } = await pool.query<{ id: number }>(
    `insert into extract.night (business_date, outcome) values ($1, 'running') returning id`,
    [date],
  )
  const night = { runDir, modelsDir, businessDate: date, dataAsOf: date, nightId: rows[0]?.id ?? 0, fingerprint: `night ${nights}` }
  return publish({ ownerPool: pool, ...night, only, ...more })
}
/** where each row lies and who wrote it: a row that was written anew has moved */
const places = async (table: string, date: string) =>
  new Map(
    (
      await pool.query<{ id: number; place: string }>(
        `select institution_id as id, ctid::text || ' ' || xmin::text as place from ${table} where business_date = $1 order by 1`,
        [date],
      )
    ).rows.map(({ id, place }) => [id, place]),
  )
const files = async () =>
  (
    await pool.query<{ file: string }>(
      `select relname || relfilenode as file from pg_class where relispartition and relkind = 'r' order by 1`,
    )
  ).rows
const written = ({ tables }: Published) => Object.fromEntries(tables.map(({ table, written }) => [table, written]))
const aum = async (date: string, id: number) =>
  (
    await pool.query<{ fen: string }>(
      'select aum_fen::text as fen from customer.customer_snapshot where business_date = $1 and customer_id = $2',
      [date, id],
    )
  ).rows[0]?.fen

it('brings the rows of the outlets that say something else, and touches no other', async () => {
  await publishNight('2026-03-02', [])
  const [before, filesBefore] = [await places('customer.customer_snapshot', '2026-03-02'), await files()]
  const again = await publishNight('2026-03-02', ['case when institution_id = 7 then aum_fen + 1 else aum_fen end as aum_fen'])
  expect(written(again)).toEqual({ 'customer.customer_snapshot': 1, 'report.outlet_day': 0, 'suitability.product_shelf': 0 })
  expect(again).toMatchObject({ changedRows: 2, current: true })
  const after = await places('customer.customer_snapshot', '2026-03-02')
  expect([...after].filter(([id, place]) => before.get(id) !== place).map(([id]) => id)).toEqual([7])
  expect(await files()).toEqual(filesBefore)
  expect(await aum('2026-03-02', 7)).toBe('8')

  const nothing = await publishNight('2026-03-02', ['case when institution_id = 7 then aum_fen + 1 else aum_fen end as aum_fen'])
  expect(Object.values(written(nothing))).toEqual([0, 0, 0])
  expect(nothing).toMatchObject({ unchanged: false, changedRows: 0 })
  expect(await places('customer.customer_snapshot', '2026-03-02')).toEqual(after)
})

it('sees two customers of an outlet who changed places', async () => {
  const one = 'cast(1 as integer) as institution_id'
  await publishNight('2026-03-03', [one])
  const swapped = await publishNight('2026-03-03', [
    one,
    'case customer_id when 3 then 4 when 4 then 3 else manager_id end::integer as manager_id',
    'case customer_id when 3 then aum_fen + 5 when 4 then aum_fen - 5 else aum_fen end as aum_fen',
  ])
  expect(written(swapped)['customer.customer_snapshot']).toBe(40)
  expect(swapped.changedRows).toBe(4)
  expect([await aum('2026-03-03', 3), await aum('2026-03-03', 4)]).toEqual(['8', '-1'])
})

it('moves a customer from one outlet to another, and takes away an outlet that is gone', async () => {
  await publishNight('2026-03-04', [])
  const moved = await publishNight('2026-03-04', [
    'case when institution_id in (5, 6) then 9 else institution_id end::integer as institution_id',
  ])
  expect(written(moved)['customer.customer_snapshot']).toBe(3)
  const at = await places('customer.customer_snapshot', '2026-03-04')
  expect([at.has(5), at.has(6)]).toEqual([false, false])
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from customer.customer_snapshot where business_date = '2026-03-04' and institution_id = 9`,
  )
  expect(rows).toEqual([{ n: 3 }])
})

it('trusts nothing that somebody else has written into: what a hand-over or a person changed is compared again', async () => {
  await publishNight('2026-03-05', [])
  await pool.query(`update customer.customer_snapshot set manager_id = 99 where business_date = '2026-03-05' and customer_id = 11`)
  await pool.query(`delete from customer.customer_snapshot where business_date = '2026-03-05' and customer_id = 12`)
  await pool.query(`update customer.customer_snapshot set institution_id = 41 where business_date = '2026-03-05' and customer_id = 13`)
  const again = await publishNight('2026-03-05', [])
  expect(written(again)['customer.customer_snapshot']).toBe(3)
  expect(again.changedRows).toBe(2 + 1 + 2)
  const { rows } = await pool.query(
    `select count(*)::int as n, max(manager_id) as manager, max(institution_id) as outlet from customer.customer_snapshot where business_date = '2026-03-05'`,
  )
  expect(rows).toEqual([{ n: 40, manager: 3, outlet: 40 }])
})

it('brings the outlets of a cell and no others, what belongs to no outlet always, and follows when the cell gets another outlet', async () => {
  const cell = await publishNight('2026-03-06', [], { outlets: new Set([2, 3]) })
  expect(cell.tables.map(({ table, rows }) => [table, rows])).toEqual([
    ['customer.customer_snapshot', 2],
    ['report.outlet_day', 2],
    ['suitability.product_shelf', 40],
  ])
  const before = await places('customer.customer_snapshot', '2026-03-06')
  expect([...before.keys()]).toEqual([2, 3])
  const larger = await publishNight('2026-03-06', [], { outlets: new Set([2, 4]) })
  expect(written(larger)).toEqual({ 'customer.customer_snapshot': 1, 'report.outlet_day': 1, 'suitability.product_shelf': 0 })
  const after = await places('customer.customer_snapshot', '2026-03-06')
  expect([...after.keys()]).toEqual([2, 4])
  expect(after.get(2)).toBe(before.get(2))
})

it('compares row by row a date of which it is not known what is in force', async () => {
  await publishNight('2026-03-09', [])
  await pool.query('truncate extract.published_part')
  expect(await publishNight('2026-03-09', [])).toMatchObject({ changedRows: 0, unchanged: false })
  await pool.query('delete from extract.published_part where institution_id % 2 = 0')
  const again = await publishNight('2026-03-09', [])
  expect(written(again)['customer.customer_snapshot']).toBe(20)
  expect(again.changedRows).toBe(0)
})

it('forgets what it knew of dates that retention lets go', async () => {
  await publishNight('2026-03-10', [])
  const { rows } = await pool.query(
    `select distinct p.business_date from extract.published_part p where not exists (select from pg_inherits h join pg_class r on r.oid = h.inhrelid
       where h.inhparent = p.table_name::regclass and pg_get_expr(r.relpartbound, r.oid) like '%' || p.business_date || '%')`,
  )
  expect(rows).toEqual([])
})
