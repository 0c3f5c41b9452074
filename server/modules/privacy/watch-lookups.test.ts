import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { listFlags, reviewFlag } from './review-flags.ts'
import { watchLookups } from './watch-lookups.ts'

const noon = '2026-03-02T12:00:00+08:00'
const now = new Date(noon)
const compliance: Scope = { ...scopes.bank, userId: 9, role: 'compliance_officer' }
let databases: Databases
let customers: bigint[]

beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await sql`insert into organisation.user_account (login, password_hash, name, role, institution_id, staff_id) overriding system value
    values ('lina', 'x', '李娜', 'relationship_manager', 4, 14)`.execute(databases.owner)
  customers = (
    await sql<{ id: bigint }>`select c.customer_id as id from customer.customer c join extract.publication p on p.is_current
      and p.business_date = c.business_date where c.institution_id = 4 and c.manager_id = 14 order by 1`.execute(databases.owner)
  ).rows.map((row) => row.id)
})
beforeEach(() => watchLookups(databases.owner, now))

const lina = async () =>
  (await sql<{ id: number }>`select id from organisation.user_account where login = 'lina'`.execute(databases.owner)).rows[0]?.id ?? 0
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: '某人', scope })

/** One look at each customer by 李娜, a second apart. */
async function look(ids: readonly (bigint | string)[], at: string, outcome = 'done', action = 'reveal-field') {
  await sql`select audit.append(row (0, 0, 0, ${at}::timestamptz + n * interval '1 second', ${await lina()}, 'lina', 'relationship_manager', 4, ${action},
    'customer', id, 4, ${outcome}, 'contact_customer', '{}', '', '')::audit.entry) from unnest(${ids.map(String)}::text[]) with ordinality t (id, n)`.execute(
    databases.owner,
  )
}
const flags = async () => {
  const page = await listFlags(databases.app, person(compliance), { open: true, limit: 200 })
  return page === 'FORBIDDEN' ? [] : page.flags
}

describe('the watch', () => {
  it('raises nothing for ordinary looks, and reads each look once', async () => {
    await look(customers.slice(0, 2), noon)
    expect(await watchLookups(databases.owner, now)).toBe(0)
    await look(customers.slice(0, 1), '2026-03-02T23:00:00+08:00')
    expect(await Promise.all([watchLookups(databases.owner, now), watchLookups(databases.owner, now)])).toEqual(
      expect.arrayContaining([1, 0]),
    )
    expect((await flags()).map(({ kind, customerId, actorLogin }) => [kind, customerId, actorLogin])).toEqual([
      ['off_hours', String(customers[0]), 'lina'],
    ])
  })

  it('counts what people know of a customer as one look with the dossier it opens with, and as a look of its own when asked for alone', async () => {
    await look(customers.slice(0, 1), '2026-03-02T23:10:00+08:00', 'done', 'open-dossier')
    await look(customers.slice(0, 1), '2026-03-02T23:10:01+08:00', 'done', 'show-facts')
    expect(await watchLookups(databases.owner, now)).toBe(1)
    await look(customers.slice(1, 2), '2026-03-02T23:20:00+08:00', 'done', 'show-facts')
    expect(await watchLookups(databases.owner, now)).toBe(1)
    expect((await flags())[0]).toMatchObject({ kind: 'off_hours', customerId: String(customers[1]) })
  })

  it('raises a refused look at a customer of others, not one at nobody', async () => {
    const { rows } = await sql<{ id: bigint }>`select customer_id as id from customer.customer where institution_id = 5 limit 1`.execute(
      databases.owner,
    )
    await look([rows[0]?.id ?? 0n, '123456789'], noon, 'refused')
    expect(await watchLookups(databases.owner, now)).toBe(1)
    expect((await flags())[0]?.kind).toBe('out_of_portfolio')
  })

  it('raises bulk looks across runs of the watch, once', async () => {
    const many = Array.from({ length: 30 }, (_, n) => `8000${n}`)
    await look(many.slice(0, 20), '2026-03-03T10:00:00+08:00')
    expect(await watchLookups(databases.owner, now)).toBe(0)
    await look(many.slice(20), '2026-03-03T10:10:00+08:00')
    expect(await watchLookups(databases.owner, now)).toBe(1)
    expect((await flags())[0]).toMatchObject({ kind: 'bulk', customers: 30 })
    await look(many.slice(0, 5), '2026-03-03T10:20:00+08:00')
    expect(await watchLookups(databases.owner, now)).toBe(0)
  })
})

describe('flags', () => {
  it('are closed to everybody but compliance and head office, in the database too', async () => {
    for (const scope of [scopes.branch, scopes.outlet4, scopes.manager14, scopes.teller]) {
      expect(await listFlags(databases.app, person(scope), { limit: 10 })).toBe('FORBIDDEN')
      expect(await reviewFlag(databases.app, person(scope), { id: 1, verdict: 'justified', note: '客户来电核实' }, now)).toBe('FORBIDDEN')
    }
    expect((await sql`select id from privacy.lookup_flag`.execute(databases.app)).rows).toEqual([])
  })

  it('are reviewed once, and not by the person they are about', async () => {
    const [flag] = await flags()
    const review = { id: flag?.id ?? 0, verdict: 'justified' as const, note: '客户来电，经核实' }
    const herself = person({ ...compliance, userId: await lina() })
    expect(await reviewFlag(databases.app, herself, review, now)).toBe('NOT_FOUND')
    expect(await reviewFlag(databases.app, person(compliance), review, now)).toEqual({ reviewed: true })
    expect(await reviewFlag(databases.app, person(compliance), { ...review, verdict: 'violation' }, now)).toBe('NOT_FOUND')
    expect((await flags()).map(({ id }) => id)).not.toContain(flag?.id)
  })
})
