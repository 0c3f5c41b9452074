import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { orderHandover } from './order-handover.ts'
import { openHandover } from './show-handovers.ts'

const now = new Date('2026-11-23T02:00:00Z')
const night = '2026-11-20'
const customers = 500
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `u${scope.userId}`, name: `员工${scope.userId}`, scope })
const president = person(scopes.outlet4)
const before = person(scopes.manager14)
const after = person({ ...scopes.manager14, userId: 9, managerId: 15 })
let databases: Databases
const owner = (statement: string) => sql.raw(statement).execute(databases.owner)

/** Manager 14 keeps 500 customers 1001 … 1500: each with a promise, every fifth with one more, every seventh put off, every eleventh kept already. */
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await owner(`update customer.customer set manager_id = 15 where manager_id = 14`)
  await owner(`update customer.customer_snapshot set manager_id = 15 where manager_id = 14`)
  for (const table of ['customer.customer', 'customer.customer_snapshot'])
    await owner(`insert into ${table} select (jsonb_populate_record(c, jsonb_build_object('customer_id', 1000 + n, 'manager_id', 14)
        || ${table === 'customer.customer' ? `jsonb_build_object('customer_no', 'H' || n, 'name', '客户H' || n)` : `'{}'`})).*
      from ${table} c cross join generate_series(1, ${customers}) n where c.business_date = '${night}' and c.customer_id = 3`)
  await owner(`insert into contact.cadence (customer_id, institution_id, manager_id, class, class_since, spread_days, asset_size, willingness, purchases, answered, interested)
    select 1000 + n, 4, 14, 'b', '2026-11-01', 0, 'large', 'weak', 0, 0, 0 from generate_series(1, ${customers}) n`)
  await owner(`insert into contact.promise (id, customer_id, what, due_on, user_id, staff_name, institution_id)
    select gen_random_uuid(), 1000 + n, 'p' || n || ' ' || k, date '2026-11-25' + n % 30, 5, '李娜', 4
    from generate_series(1, ${customers}) n cross join generate_series(1, 2) k where k = 1 or n % 5 = 0`)
  const step = (kind: string, due: string, which: string) =>
    owner(`insert into contact.promise_step (promise_id, kind, proof, due_on, told_customer, user_id, staff_name)
      select id, '${kind}', 'x', ${due}, true, 5, '李娜' from contact.promise where ${which}`)
  await step('put_off', `due_on + 7`, 'customer_id % 7 = 0')
  await step('kept', 'null::date', `customer_id % 11 = 0 and what like '% 1'`)
})

/** What a person sees open: customer, words and due day, after what was put off. */
async function openPromises({ scope }: Person): Promise<string[]> {
  const { rows } = await withScope(databases.app, scope, (trx) =>
    sql<{ promise: string }>`
    select p.id || ' ' || p.customer_id || ' ' || p.what || ' ' || coalesce(
      (select s.due_on from contact.promise_step s where s.promise_id = p.id and s.kind = 'put_off' order by s.id desc limit 1), p.due_on) as promise
    from contact.promise p where p.customer_id > 1000
      and not exists (select from contact.promise_step s where s.promise_id = p.id and s.kind <> 'put_off') order by 1`.execute(trx),
  )
  return rows.map(({ promise }) => promise)
}

it('hands over five hundred customers at once: every open promise goes along, as it was, and none stays behind', async () => {
  const promised = await openPromises(before)
  // 500 and 100 more, without the 46 first ones that were kept
  expect(promised).toHaveLength(customers + customers / 5 - 46)
  expect(await openPromises(after)).toEqual([])
  const order = { fromManagerId: 14, toManagerId: 15, institutionId: 4, reason: 'transfer', takesEffectOn: '2026-11-23' } as const
  const made = await orderHandover(databases.app, president, order, now)
  if (typeof made === 'string') throw new Error(made)
  expect(made).toMatchObject({ customers, inEffect: true })
  expect(await openPromises(after)).toEqual(promised)
  expect(await openPromises(before)).toEqual([])
  const opened = await openHandover(databases.app, after, made.id, now)
  expect(opened).toMatchObject({ promises: { handed: promised.length, open: promised.length, settled: 0 }, head: { customers } })
  // none of its customers is without the new manager, in any table a list or clock is read from
  for (const table of [
    `customer.customer where business_date = '${night}' and`,
    `customer.customer_snapshot where business_date = '${night}' and`,
    'contact.cadence where',
  ])
    expect(
      (await sql.raw(`select count(*)::int as n from ${table} customer_id > 1000 and manager_id = 15`).execute(databases.owner)).rows,
    ).toEqual([{ n: customers }])
})
