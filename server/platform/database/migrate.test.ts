import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyDatabase } from '../../../test/support/database.ts'
import { migrate } from './migrate.ts'
import { migrationFiles, type MigrationFile } from './migration-files.ts'
import { splitStatements } from './statements.ts'

const pools: pg.Pool[] = []
afterAll(() => Promise.all(pools.map((pool) => pool.end())))
let pool: pg.Pool
beforeEach(async () => {
  pool = new pg.Pool(await emptyDatabase())
  pools.push(pool)
})

const file = (name: string, source: string): MigrationFile => ({
  name,
  path: `server/modules/x/migrations/${name}`,
  source,
  sha256: createHash('sha256').update(source).digest('hex'),
})
const first = file('20260101-0900-first.sql', 'create table a (n int);\ninsert into a values (1);')
const second = file('20260102-0900-second.sql', 'insert into a values (2);')
const rowsOf = async () => (await pool.query<{ n: number }>('select n from a order by n')).rows.map((row) => row.n)

describe('migrate', () => {
  it('applies what is new, in order, once', async () => {
    expect(await migrate(pool, [first])).toEqual([first.name])
    expect(await migrate(pool, [first, second])).toEqual([second.name])
    expect(await migrate(pool, [first, second])).toEqual([])
    expect(await rowsOf()).toEqual([1, 2])
  })

  it('lets several runners at once apply everything once', async () => {
    const slow = file('20260103-0900-slow.sql', 'select pg_sleep(0.3); insert into a values (3);')
    const names = await Promise.all([1, 2, 3].map(() => migrate(pool, [first, second, slow])))
    expect(names.flat()).toEqual([first.name, second.name, slow.name])
    expect(await rowsOf()).toEqual([1, 2, 3])
  })

  it('names file and line of a statement that fails, and leaves nothing of that file', async () => {
    await migrate(pool, [first])
    const failing = async (source: string) => migrate(pool, [first, file('20260104-0900-bad.sql', source)])
    await expect(failing('insert into a values (9);\n\n-- why\nselect 1,\n  nothing;')).rejects.toThrow(
      /x\/migrations\/20260104-0900-bad\.sql 第 5 行：column "nothing"/,
    )
    await expect(failing('insert into a values (9);\n\ncreate table a (n int);')).rejects.toThrow(/第 3 行：relation "a" already exists/)
    expect(await rowsOf()).toEqual([1])
  })

  it('refuses an edited and a vanished file', async () => {
    await migrate(pool, [first, second])
    await expect(migrate(pool, [first, file(second.name, 'insert into a values (3);')])).rejects.toThrow(
      /20260102-0900-second\.sql 在执行之后被修改过/,
    )
    await expect(migrate(pool, [first])).rejects.toThrow(/20260102-0900-second\.sql.*同一版本或更新/)
    expect(await rowsOf()).toEqual([1, 2])
  })

  it('brings two databases of one cluster up at once, the role being shared', async () => {
    const other = new pg.Pool(await emptyDatabase())
    pools.push(other)
    const files = migrationFiles(join(import.meta.dirname, '../..'))
    const [one, two] = await Promise.all([migrate(pool, files), migrate(other, files)])
    expect(one).toEqual(two)
    expect(one).toContain('20261122-0910-organisation.sql')
  })

  it('says what the administrator has to do when it may not make the role', async () => {
    await pool.query('create role plain login')
    const plain = new pg.Pool({ ...pool.options, user: 'plain' })
    pools.push(plain)
    const source = migrationFiles(join(import.meta.dirname, '../..'))[0]?.source.replaceAll('liuke_app', 'liuke_other') ?? ''
    await expect(migrate(plain, [])).rejects.toThrow(/grant create on database/)
    await pool.query(`grant create on database ${pool.options.database} to plain`)
    await expect(migrate(plain, [file('20260101-0900-role.sql', source)])).rejects.toThrow(
      /第 2 行：数据库用户 plain 没有创建角色的权限.*create role liuke_other/,
    )
    await pool.query('drop owned by plain cascade; drop role plain')
  })
})

describe('migrationFiles', () => {
  it('refuses names without a place in the order', () => {
    const server = mkdtempSync(join(tmpdir(), 'liuke-migrations-'))
    mkdirSync(join(server, 'modules', 'x', 'migrations'), { recursive: true })
    writeFileSync(join(server, 'modules', 'x', 'migrations', 'later.sql'), 'select 1')
    expect(() => migrationFiles(server)).toThrow(/later\.sql/)
    rmSync(server, { recursive: true })
  })
})

describe('splitStatements', () => {
  it('knows what hides a semicolon', () => {
    const source = `-- a; b\nselect ';', ";", E'\\';' /* ; */;\ndo $x$ begin; end; $x$;\n\n  create function f() as $$ select 1; $$; select $1;`
    expect(splitStatements(source).map((one) => [one.line, one.text.slice(0, 12)])).toEqual([
      [2, "select ';', "],
      [3, 'do $x$ begin'],
      [5, 'create funct'],
      [5, 'select $1'],
    ])
  })
})
