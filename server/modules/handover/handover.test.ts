import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import { verifyAudit } from '../../platform/audit/verify.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { listPromises } from '../contact/list-promises.ts'
import { currentPublication, type Publication } from '../customer/index.ts'
import { openToday } from '../today/open-today.ts'
import { cancelHandover } from './cancel-handover.ts'
import { takeDue } from './carry-over.sql.ts'
import { checkOf } from './check.rules.ts'
import { orderHandover, type HandoverOrder } from './order-handover.ts'
import { listKeepers } from './list-keepers.ts'
import { previewHandover } from './preview-handover.ts'
import { listHandovers, openHandover } from './show-handovers.ts'

/** Monday of the week after the newest night. */
const now = new Date('2026-11-23T02:00:00Z')
const today = '2026-11-23'
const night = '2026-11-20'
const manager15: Scope = { ...scopes.manager14, userId: 9, managerId: 15 }
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `u${scope.userId}`, name: `员工${scope.userId}`, scope })
const president = person(scopes.outlet4)
const successor = person(manager15)

let databases: Databases
const owner = (statement: string) => sql.raw(statement).execute(databases.owner)
const managerOf = async (customerId: number) =>
  (
    await sql<{ managers: (number | null)[] }>`
    select array[(select manager_id from customer.customer where business_date = ${night} and customer_id = ${customerId}),
      (select manager_id from customer.customer_snapshot where business_date = ${night} and customer_id = ${customerId})] as managers`.execute(
      databases.owner,
    )
  ).rows[0]?.managers
const kept = async (managerId: number) =>
  (
    await sql<{
      n: number
    }>`select count(*)::int as n from customer.customer where business_date = ${night} and manager_id = ${managerId}`.execute(
      databases.owner,
    )
  ).rows[0]?.n
const promise = async (customerId: number, what: string) => {
  const id = randomUUID()
  await sql`insert into contact.promise (id, customer_id, what, due_on, user_id, staff_name, institution_id)
    values (${id}, ${customerId}, ${what}, '2026-11-25', 5, '李娜', 4)`.execute(databases.owner)
  return id
}
const order = (more: Partial<HandoverOrder> = {}, by = president, at = now) =>
  orderHandover(
    databases.app,
    by,
    { fromManagerId: 14, institutionId: 4, toManagerId: 15, reason: 'transfer', takesEffectOn: today, ...more },
    at,
  )
const ordered = async (more: Partial<HandoverOrder> = {}) => {
  const made = await order(more)
  if (typeof made === 'string') throw new Error(made)
  return made.id
}
const open = async (id: number, at = now, by = president) => {
  const opened = await openHandover(databases.app, by, id, at)
  if (typeof opened === 'string') throw new Error(opened)
  return opened
}

beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await owner(`insert into contact.cadence (customer_id, institution_id, manager_id, class, class_since, spread_days, asset_size, willingness, purchases, answered, interested)
    select customer_id, institution_id, manager_id, 'b', '2026-11-01', 0, 'large', 'weak', 0, 0, 0 from customer.customer where business_date = '${night}'`)
})
beforeEach(async () => {
  await owner(
    `truncate handover.handover, handover.handed_customer, handover.handed_promise, handover.handed_case, today.plan, today.plan_item, today.plan_prospect, today.wish restart identity`,
  )
  for (const table of ['customer.customer', 'customer.customer_snapshot', 'contact.cadence'])
    await owner(`update ${table} set manager_id = case when institution_id <> 4 then manager_id when (customer_id / 3) % 3 = 1 then 14 when (customer_id / 3) % 3 = 2 then 15 end
      ${table === 'contact.cadence' ? '' : `where business_date = '${night}'`}`)
})

describe('a hand-over', () => {
  it('takes the whole portfolio over at once, in everything published, and loses no promise', async () => {
    await promise(3, '查明年的存单利率')
    const before = await listPromises(databases.app, person(scopes.manager14), { overdue: false, limit: 100 }, now)
    if (typeof before === 'string') throw new Error(before)
    expect(before.promises).toHaveLength(1)
    const all = (await kept(14)) ?? 0
    expect(await order()).toMatchObject({ customers: all, inEffect: true })
    expect(await managerOf(3)).toEqual([15, 15])
    expect(await kept(14)).toBe(0)
    const after = await listPromises(databases.app, successor, { overdue: false, limit: 100 }, now)
    if (typeof after === 'string') throw new Error(after)
    expect(after.promises.map(({ id }) => id)).toEqual(before.promises.map(({ id }) => id))
    expect(await listPromises(databases.app, person(scopes.manager14), { overdue: false, limit: 100 }, now)).toMatchObject({ promises: [] })
    expect(await open(1)).toMatchObject({ promises: { handed: 1, open: 1, settled: 0 }, head: { customers: all, waiting: all } })
    expect(await verifyAudit(databases.owner)).toMatchObject({ problems: [] })
  })

  it('takes a part of it; on a later day on that day, and can be called off until then', async () => {
    expect(await order({ customerIds: ['3', '12'] })).toMatchObject({ customers: 2 })
    expect([await managerOf(3), await managerOf(21)]).toEqual([
      [15, 15],
      [14, 14],
    ])
    const id = await ordered({ customerIds: ['21'], takesEffectOn: '2026-11-30' })
    expect(await managerOf(21)).toEqual([14, 14])
    expect(await order({ customerIds: ['21'] })).toBe('UNDER_WAY')
    expect(await takeDue(databases.owner, '2026-11-29', now)).toBe(0)
    expect(await cancelHandover(databases.app, president, id, now)).toEqual({ cancelled: true })
    expect(await cancelHandover(databases.app, president, id, now)).toBe('IN_EFFECT')
    expect(await takeDue(databases.owner, '2026-11-30', now)).toBe(0)
    await ordered({ customerIds: ['21'], takesEffectOn: '2026-11-30' })
    expect(await takeDue(databases.owner, '2026-11-30', now)).toBe(1)
    expect(await managerOf(21)).toEqual([15, 15])
  })

  it('changes what caches hang on', async () => {
    const version = async () => ((await currentPublication(databases.owner)) as Publication).version
    const before = await version()
    await order({ customerIds: ['3'] })
    expect(await version()).not.toBe(before)
  })

  it('puts who is not reached yet on the new manager’s list, and takes them off the old one’s', async () => {
    await owner(`update customer.customer_snapshot set phone_usable = true where business_date = '${night}' and institution_id = 4`)
    await order({ customerIds: ['3'] })
    const list = await openToday(databases.app, successor, undefined, now)
    if (typeof list === 'string') throw new Error(list)
    const item = list.items.find(({ customerId }) => customerId === '3')
    expect(item?.reasons.find(({ code }) => code === 'handover')).toMatchObject({ values: { on: today, from: '李娜' }, service: true })
    const old = await openToday(databases.app, person(scopes.manager14), undefined, now)
    if (typeof old === 'string') throw new Error(old)
    expect(old.items.map(({ customerId }) => customerId)).not.toContain('3')
  })
})

describe('a night that comes out', () => {
  const carry = () => sql`select handover.carry_over(${night}::date)`.execute(databases.owner)
  const bank = (managerId: number) =>
    owner(`update customer.customer set manager_id = ${managerId} where business_date = '${night}' and customer_id = 3`)

  it('has the hand-over laid over it while the bank says what it said before', async () => {
    await order({ customerIds: ['3'] })
    await bank(14)
    await carry()
    expect(await managerOf(3)).toEqual([15, 15])
    expect(await open(1)).toMatchObject({ customers: [{ state: 'waiting' }] })
  })

  it('ends it where the bank follows or says somebody else', async () => {
    await order({ customerIds: ['3'] })
    await bank(15)
    await carry()
    expect(await open(1)).toMatchObject({ customers: [{ state: 'waiting' }] })
    await bank(14)
    await carry()
    expect((await managerOf(3))?.[0]).toBe(14)
  })

  it('keeps comparing with the bank’s first word when a customer goes on to a third', async () => {
    await order({ customerIds: ['3'] })
    await order({ fromManagerId: 15, toManagerId: 14, customerIds: ['3'], reason: 'customer_wish' })
    expect(await managerOf(3)).toEqual([14, 14])
    expect(await open(1)).toMatchObject({ customers: [{ state: 'elsewhere' }] })
    await carry()
    expect(await managerOf(3)).toEqual([14, 14])
  })
})

describe('the check', () => {
  const policy = { checkDays: 30, lostBelowBp: 5000 }
  const day = { takesEffectOn: '2026-11-01', today: '2026-12-01' }
  const facts = { state: 'standing', endedWhy: null, contactedOn: null, aumBeforeFen: 100n, aumNowFen: 100n } as const

  it('counts contacted, waiting until the last day, overdue after it, lost by money, elsewhere by the bank', () => {
    expect(checkOf(facts, day, policy)).toBe('waiting')
    expect(checkOf(facts, { ...day, today: '2026-12-02' }, policy)).toBe('overdue')
    expect(checkOf({ ...facts, contactedOn: '2026-11-03' }, day, policy)).toBe('contacted')
    expect(checkOf({ ...facts, contactedOn: '2026-11-03', aumNowFen: 49n }, day, policy)).toBe('lost')
    expect(checkOf({ ...facts, aumNowFen: 50n }, day, policy)).toBe('waiting')
    expect(checkOf({ ...facts, aumNowFen: null }, day, policy)).toBe('lost')
    expect(checkOf({ ...facts, aumBeforeFen: 0n, aumNowFen: 0n }, day, policy)).toBe('waiting')
    expect(checkOf({ ...facts, state: 'ended', endedWhy: 'bank_changed' }, day, policy)).toBe('elsewhere')
    expect(checkOf({ ...facts, state: 'ended', endedWhy: 'bank_follows' }, day, policy)).toBe('waiting')
  })

  it('sees the new manager’s contact, not the old one’s', async () => {
    const id = await ordered({ customerIds: ['3', '12'] })
    const contact = (customerId: number, staffId: number) =>
      owner(`insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, permission, flagged, user_id, staff_id, staff_name, institution_id)
        values (gen_random_uuid(), ${customerId}, '${now.toISOString()}', 'call', 'care', 'outbound', 'reached', 'allowed', false, 1, ${staffId}, 'x', 4)`)
    await contact(3, 15)
    await contact(12, 14)
    const { customers, head } = await open(id)
    expect(customers.map(({ customerId, state }) => [customerId, state]).toSorted()).toEqual([
      ['12', 'waiting'],
      ['3', 'contacted'],
    ])
    expect(head).toMatchObject({ contacted: 1, waiting: 1, checkOn: '2026-12-23' })
    expect((await open(id, new Date('2026-12-24T02:00:00Z'))).head).toMatchObject({ overdue: 1, state: 'checked' })
  })
})

describe('is refused', () => {
  it('to who leads nobody, for others’ customers, to nobody, to the same, without a post, for the past', async () => {
    expect(await order({}, person(scopes.manager14))).toBe('FORBIDDEN')
    expect(await order({ customerIds: ['3', '6'] })).toBe('NOT_FOUND')
    expect(await order({ customerIds: ['5'] })).toBe('NOT_FOUND')
    expect(await order({ fromManagerId: 16, institutionId: 5 })).toBe('NOT_FOUND')
    expect(await order({ toManagerId: 999 })).toBe('NOT_FOUND')
    expect(await order({ toManagerId: 14 })).toBe('SAME_PERSON')
    expect(await order({ toManagerId: 16 }, person(scopes.bank))).toBe('NO_POST_THEN')
    expect(await order({ takesEffectOn: '2026-11-22' })).toBe('DATE_PASSED')
    expect(await order({ takesEffectOn: '2027-06-01' })).toBe('DATE_PASSED')
    expect(await managerOf(3)).toEqual([14, 14])
    expect(await previewHandover(databases.app, person(scopes.teller), { fromManagerId: 14, institutionId: 4 }, now)).toBe('FORBIDDEN')
    expect(await listKeepers(databases.app, president, 5, now)).toBe('NOT_FOUND')
    expect(await listHandovers(databases.app, person(scopes.teller), now)).toBe('FORBIDDEN')
  })

  it('and what concerns others is not seen: a manager reads the own ones, another outlet none', async () => {
    const id = await ordered({ customerIds: ['3'] })
    expect(await openHandover(databases.app, person(scopes.outlet5), id, now)).toBe('NOT_FOUND')
    expect((await open(id, now, successor)).customers).toHaveLength(1)
    // the manager before knows that it was, and sees the customers no more
    expect((await open(id, now, person(scopes.manager14))).customers).toEqual([])
    expect(await cancelHandover(databases.app, successor, id, now)).toBe('FORBIDDEN')
  })

  it('a hand-over is changed by nobody: rows are added by the one who orders, and only its state moves', async () => {
    const id = await ordered({ customerIds: ['3'] })
    const attempt = (statement: string) => withScope(databases.app, scopes.outlet4, (trx) => sql.raw(statement).execute(trx))
    await expect(attempt(`update handover.handed_customer set to_manager_id = 14`)).rejects.toThrow(/permission denied/)
    await expect(attempt(`delete from handover.handover`)).rejects.toThrow(/permission denied/)
    await expect(
      attempt(
        `insert into handover.handed_customer (handover_id, customer_id, institution_id, to_manager_id, aum_before_fen) values (${id}, 12, 4, 15, 0)`,
      ),
    ).rejects.toThrow(/row-level security/)
  })
})

it('keepers are listed with what is open and who stands in; nobody’s customers too, and can be given to somebody', async () => {
  const keepers = await listKeepers(databases.app, president, undefined, now)
  if (typeof keepers === 'string') throw new Error(keepers)
  expect(keepers.keepers).toMatchObject([
    { managerId: 14, mayReceive: true },
    { managerId: 15, mayReceive: true },
  ])
  expect(keepers.withoutManager).toMatchObject([{ institutionId: 4, customers: 2 }])
  expect(await order({ fromManagerId: null, reason: 'no_manager' })).toMatchObject({ customers: 2 })
  expect(await listKeepers(databases.app, president, undefined, now)).toMatchObject({ withoutManager: [] })
})
