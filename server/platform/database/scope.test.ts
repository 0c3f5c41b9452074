import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from './pools.ts'
import { withScope, type Scope } from './scope.ts'

const scope: Scope = { userId: 7, role: 'relationship_manager', institutionId: 2, institutions: [2, 3], managerId: null }
let databases: Databases

beforeAll(async () => {
  databases = await testDatabase()
  await sql`create schema thing`.execute(databases.owner)
  await sql`create table thing.note (id bigint, institution_id int, manager_id int, day date)`.execute(databases.owner)
  await sql`alter table thing.note enable row level security`.execute(databases.owner)
  await sql`create policy scope on thing.note using (institution_id = any((select platform.visible_institutions())::int[])
    and (platform.own_portfolio_of() is null or manager_id = platform.own_portfolio_of()))`.execute(databases.owner)
  await sql`grant usage on schema thing to liuke_app`.execute(databases.owner)
  await sql`grant select, insert on thing.note to liuke_app`.execute(databases.owner)
  await sql`insert into thing.note values (1, 1, 10, '2026-01-31'), (2, 2, 10, '2026-01-31'), (3, 3, 11, '2026-01-31')`.execute(
    databases.owner,
  )
})

const ids = (visible: Scope) =>
  withScope(databases.app, visible, async (trx) =>
    (await sql<{ id: bigint }>`select id from thing.note order by id`.execute(trx)).rows.map((row) => row.id),
  )

describe('withScope', () => {
  it('shows the rows of the scope and no others', async () => {
    expect(await ids(scope)).toEqual([2n, 3n])
    expect(await ids({ ...scope, managerId: 11 })).toEqual([3n])
    expect(await ids({ ...scope, institutions: [] })).toEqual([])
  })

  it('leaves nothing behind on the connection: without a scope the app role sees nothing', async () => {
    await ids(scope)
    for (let connection = 0; connection < 3; connection++) {
      expect((await sql`select id from thing.note`.execute(databases.app)).rows).toEqual([])
    }
  })

  it('keeps the app role from writing outside the scope and from being anybody else', async () => {
    await expect(
      withScope(databases.app, scope, (trx) => sql`insert into thing.note values (4, 1, 10, null)`.execute(trx)),
    ).rejects.toThrow(/row-level security/)
    expect((await sql<{ role: string }>`select current_user as role`.execute(databases.app)).rows).toEqual([{ role: 'liuke_app' }])
  })

  it('reads one snapshot however the data moves meanwhile', async () => {
    const seen = await withScope(databases.app, scope, async (trx) => {
      const count = async () => (await sql<{ n: number }>`select count(*)::int as n from thing.note`.execute(trx)).rows[0]?.n
      const before = await count()
      await sql`insert into thing.note values (9, 2, 10, null)`.execute(databases.owner)
      return [before, await count()]
    })
    expect(seen).toEqual([2, 2])
    await sql`delete from thing.note where id = 9`.execute(databases.owner)
  })

  it('gives int8 as bigint and dates as text', async () => {
    const { rows } = await sql`select id, day from thing.note where id = 1`.execute(databases.owner)
    expect(rows).toEqual([{ id: 1n, day: '2026-01-31' }])
  })
})
