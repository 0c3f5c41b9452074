import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDatabase } from '../../../test/support/database.ts'
import type { ColumnType } from '../../engines/columns.ts'
import { openDuckdb } from '../../engines/duckdb.ts'
import { copyTable } from './copy.ts'
import type { PublishedColumn } from './encode.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuke-encode-'))
let client: pg.Client
beforeAll(async () => {
  client = new pg.Client(await emptyDatabase())
  await client.connect()
})
afterAll(async () => {
  await client.end()
  rmSync(folder, { recursive: true })
})

interface Given {
  name: string
  engine: ColumnType
  type: PublishedColumn['type']
}

/** Copies what `select` gives and reads it back from PostgreSQL as text, beside the engine's own text of the same cells. */
async function thereAndBack(select: string, columns: readonly Given[]): Promise<{ read: unknown[]; meant: unknown[] }> {
  const engine = await openDuckdb({ threads: 1 })
  const file = join(folder, 'given.parquet')
  await engine.run(`copy (${select}) to '${file}' (format parquet)`)
  const texts = columns.map(({ name }) => `cast(${name} as varchar) as ${name}`).join(', ')
  const meant = await engine.all(`select ${texts} from read_parquet('${file}')`)
  engine.close()
  const create = `create table given (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')}, row_no bigserial)`
  const wanted = columns.map(({ name, engine: type }) => ({ name, type }))
  const published = columns.map(({ name, type }, index) => ({ name, type, from: [index] }))
  const taken = await copyTable(client, { file, wanted, columns: published, table: 'given', create: [create] }, () => undefined)
  const { rows } = await client.query(`select ${columns.map(({ name }) => `${name}::text`).join(', ')} from given order by row_no`)
  await client.query('drop table given')
  expect(taken).toBe(meant.length)
  return { read: rows, meant }
}

describe('binary COPY', () => {
  it.each([
    [
      'bigint',
      'bigint',
      '0, -1, 1, null, 1000000000000000000, -1000000000000000000, 9223372036854775807, -9223372036854775808, 4294967296, -4294967297',
    ],
    ['integer', 'integer', '0, -1, null, 2147483647, -2147483648, 65536'],
    ['boolean', 'boolean', 'true, false, null'],
    [
      'date',
      'date',
      `date '1970-01-01', date '1899-12-31', date '2000-01-01', date '1999-12-31', null, date '9999-12-31', date 'infinity', date '-infinity', date '0001-01-01'`,
    ],
    [
      'text',
      'varchar',
      `'', null, 'a', '十二个字节', 'twelve bytes', 'thirteen byte', '𠮷𠮷𠮷𠮷', '龘靐𪚥', '带"引号"和''撇号''', 'tab\tand\nline \\N', '长' || repeat('很长', 50000), ' '`,
    ],
  ] as const)('%s: PostgreSQL reads back every edge', async (type, engine, values) => {
    const { read, meant } = await thereAndBack(
      `select * from (values ${values
        .split(/, (?![^(]*\))/)
        .map((value) => `(cast(${value} as ${engine}))`)
        .join(', ')}) t(v)`,
      [{ name: 'v', engine, type }],
    )
    expect(read).toEqual(meant)
    expect(new Set(read.map((row) => (row as { v: unknown }).v)).size).toBe(read.length)
  })

  it('keeps rows together over many chunks, nulls and long texts mixed', async () => {
    const select = `select case when i % 7 = 0 then null else i * 1000003 end as a, case when i % 5 = 0 then null else cast(i as integer) end as b,
      case when i % 3 = 0 then null when i % 3 = 1 then 'short' || i else 'month_daily_average 月日均 ' || i end as c, i % 2 = 0 as d,
      case when i % 11 = 0 then null else date '1990-01-01' + cast(i as integer) end as e from range(10000) t(i)`
    const { read, meant } = await thereAndBack(select, [
      { name: 'a', engine: 'bigint', type: 'bigint' },
      { name: 'b', engine: 'integer', type: 'integer' },
      { name: 'c', engine: 'varchar', type: 'text' },
      { name: 'd', engine: 'boolean', type: 'boolean' },
      { name: 'e', engine: 'date', type: 'date' },
    ])
    expect(read.length).toBe(10000)
    expect(read).toEqual(meant)
  })

  it('gathers columns into an array with its unknown elements', async () => {
    const engine = await openDuckdb({ threads: 1 })
    const file = join(folder, 'array.parquet')
    await engine.run(
      `copy (select i as a, case when i % 2 = 0 then -i end as b, cast(null as bigint) as c from range(5, 8) t(i)) to '${file}' (format parquet)`,
    )
    engine.close()
    const wanted = (['a', 'b', 'c'] as const).map((name) => ({ name, type: 'bigint' as const }))
    const job = {
      file,
      wanted,
      columns: [{ name: 'v', type: 'bigint[]' as const, from: [0, 1, 2] }],
      table: 'given',
      create: ['create table given (v bigint[])'],
    }
    expect(await copyTable(client, job, () => undefined)).toBe(3)
    const { rows } = await client.query<{ v: string }>('select v::text as v from given order by v[1]')
    expect(rows.map((row) => row.v)).toEqual(['{5,NULL,NULL}', '{6,-6,NULL}', '{7,NULL,NULL}'])
    await client.query('drop table given')
  })

  it('leaves no table and tells why when PostgreSQL refuses a row, and the connection goes on', async () => {
    const engine = await openDuckdb({ threads: 1 })
    const file = join(folder, 'refused.parquet')
    await engine.run(`copy (select case when i = 90000 then null else i end as v from range(100000) t(i)) to '${file}' (format parquet)`)
    engine.close()
    const columns = [{ name: 'v', type: 'bigint' as const, from: [0] }]
    const job = {
      file,
      wanted: [{ name: 'v', type: 'bigint' as const }],
      columns,
      table: 'given',
      create: ['create table given (v bigint not null)'],
    }
    await expect(copyTable(client, job, () => undefined)).rejects.toThrow('null value in column "v"')
    await expect(copyTable(client, { ...job, file: join(folder, 'none.parquet') }, () => undefined)).rejects.toThrow('none.parquet')
    expect((await client.query(`select to_regclass('given') as there`)).rows).toEqual([{ there: null }])
  })
})
