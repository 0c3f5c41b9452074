import { sql, type RawBuilder } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from './pools.ts'
import { withScope, type Scope } from './scope.ts'

const scope: Scope = { userId: 7, role: "o'brien", institutionId: 2, institutions: [2], managerId: null }
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
})

const setting = (name: string) => sql<{ value: string }>`select current_setting(${name}, true) as value`

describe('a connection of few round trips', () => {
  it('sets the scope before the first statement, whatever is written in it, and forgets it after the transaction', async () => {
    const seen = await withScope(databases.app, scope, async (trx) => (await setting('liuke.role').execute(trx)).rows[0]?.value)
    expect(seen).toBe("o'brien")
    for (let n = 0; n < 5; n++) expect((await setting('liuke.role').execute(databases.app)).rows[0]?.value ?? '').toBe('')
  })

  it('prepares what is asked again and again, and gives each its own answer', async () => {
    const twice = (n: number) =>
      withScope(databases.app, scope, async (trx) => (await sql<{ n: number }>`select ${n}::int * 2 as n`.execute(trx)).rows[0]?.n)
    expect(await Promise.all(Array.from({ length: 60 }, (_, n) => twice(n)))).toEqual(Array.from({ length: 60 }, (_, n) => 2 * n))
    const prepared = sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements where statement like '%* 2 as n'`
    expect((await prepared.execute(databases.app)).rows[0]?.n).toBe(1)
  })

  it('says what is wrong with a setting, and the connection is of use afterwards', async () => {
    const broken = { ...scope, role: '\0' }
    for (let n = 0; n < 25; n++)
      await expect(withScope(databases.app, broken, (trx) => setting('liuke.role').execute(trx))).rejects.toThrow()
    expect((await setting('server_version').execute(databases.app)).rows).toHaveLength(1)
  })

  it('sends what need not wait together, in its order, and each has its own answer', async () => {
    const doubled = sql<{ n: number }>`select n * 2 as n from asked_together order by n`
    const seen = await withScope(databases.app, scope, (trx) =>
      Promise.all([
        sql`create temporary table asked_together on commit drop as select 1 as n`.execute(trx),
        sql`insert into asked_together values (${2})`.execute(trx),
        doubled.execute(trx),
        setting('liuke.role').execute(trx),
      ]),
    )
    expect(seen[2].rows).toEqual([{ n: 2 }, { n: 4 }])
    expect(seen[3].rows[0]?.value).toBe("o'brien")
  })

  it('keeps nothing when one of those that travelled together fails, and the connection is of use afterwards', async () => {
    const kept = sql`insert into customer.saved_view (user_id, name, view) values (7, 'together', '{}')`
    const both = (wrong: RawBuilder<unknown>) =>
      withScope(databases.app, scope, (trx) => Promise.all([kept.execute(trx), wrong.execute(trx)]))
    for (let n = 0; n < 25; n++) await expect(both(sql`select 1 / ${0}::int`)).rejects.toThrow('division by zero')
    await expect(both(sql`insert into customer.saved_view (user_id, name, view) values (8, 'of another', '{}')`)).rejects.toThrow(
      'row-level',
    )
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from customer.saved_view where name = 'together'`.execute(
      databases.owner,
    )
    expect(rows).toEqual([{ n: 0 }])
  })

  it('sends nothing for a transaction that asks nothing', async () => {
    expect(await withScope(databases.app, scope, () => Promise.resolve('done'))).toBe('done')
    await expect(withScope(databases.app, scope, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect((await setting('liuke.user').execute(databases.app)).rows[0]?.value ?? '').toBe('')
  })
})
