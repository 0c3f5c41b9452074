import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, publishRows, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { listEmployers, listVisits } from './list-employers.ts'
import { planVisit, settleVisit } from './plan-visit.ts'
import { showEmployer } from './show-employer.ts'

const businessDate = '2026-11-20'
const now = new Date('2026-11-22T10:00:00+08:00')
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `人员${scope.userId}`, scope })
const president = person(scopes.outlet4)
const manager = person(scopes.manager14)
const stranger = person(scopes.outlet5)
const teller = person({ ...scopes.outlet4, userId: 20, role: 'teller' })

/** Unit 7 of outlet 4: eight people in August and September, six in October; what they keep falls from 60 to 40 %; customer 3 moved away. */
const people = [3, 6, 15, 18, 24, 27, 30, 33]
const monthOf = (customer: number, monthEnd: string, creditFen: number, keptFen: number | null) => ({
  business_date: businessDate,
  customer_id: customer,
  institution_id: 4,
  manager_id: customer % 2 ? 14 : 15,
  kind: 'payroll',
  month_end: monthEnd,
  detected: false,
  employer_id: 7,
  counted: true,
  credits: 1,
  credit_fen: creditFen,
  kept_7d_fen: keptFen,
  kept_30d_fen: keptFen === null ? null : keptFen / 2,
  kept_month_end_fen: keptFen,
  kept_7d_aum_fen: keptFen,
  kept_30d_aum_fen: keptFen,
  kept_month_end_aum_fen: keptFen,
})
const batch = (paidOn: string, employerId: number, payer: string, heads: number, institution = 4) => ({
  business_date: businessDate,
  paid_on: paidOn,
  employer_id: employerId,
  payer_name: payer,
  kind: 'payroll',
  institution_id: institution,
  detected: employerId === 0,
  people: heads,
  credits: heads,
  credit_fen: heads * 500_000,
})

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await sql`insert into payroll.employer values (7, 'E7', '星光电子厂', 'payroll', 4)`.execute(databases.owner)
  await sql`delete from payroll.payroll_month where customer_id = any (${people})`.execute(databases.owner)
  await publishRows(databases.owner, 'payroll.payroll_month', [
    ...people.map((customer) => monthOf(customer, '2026-08-31', 500_000, 300_000)),
    ...people.map((customer) => monthOf(customer, '2026-09-30', 500_000, 200_000)),
    ...people.filter((customer) => ![3, 6].includes(customer)).map((customer) => monthOf(customer, '2026-10-31', 500_000, null)),
    // 6 is paid by somebody else now: not away
    { ...monthOf(6, '2026-10-31', 400_000, null), employer_id: 2 },
  ])
  await publishRows(databases.owner, 'payroll.employer_batch', [
    batch('2026-10-10', 7, '', 6),
    batch('2026-09-10', 7, '', 8),
    batch('2026-10-15', 0, '城南物业', 4),
    batch('2026-09-15', 0, '城南物业', 4),
    batch('2026-10-15', 0, '两人店', 2),
    batch('2026-10-15', 0, '城北物业', 9, 5),
  ])
})

const list = async (by: Person) => {
  const shown = await listEmployers(databases.app, by, now)
  if (typeof shown === 'string') throw new Error(shown)
  return shown
}

describe('units', () => {
  it('slip by people, money and what is kept, against the month before; who moved away is counted once', async () => {
    const shown = await list(president)
    expect(shown).toMatchObject({ judgedMonth: '2026-09-30', latestMonth: '2026-10-31', mayPlan: true })
    expect(shown.employers[0]).toEqual({
      employerId: 7,
      code: 'E7',
      name: '星光电子厂',
      kind: 'payroll',
      institutionName: expect.any(String),
      people: 6,
      creditFen: '3000000',
      kept30dBp: 2000,
      kept30dAumBp: 4000,
      kept30dBeforeBp: 6000,
      away: 1,
      lastPaidOn: '2026-10-10',
      detected: false,
      slips: ['people', 'credit', 'kept'],
      visit: null,
    })
  })

  it('without a batch code are found by name where enough people of an outlet are paid', async () => {
    expect((await list(president)).found).toEqual([
      { payerName: '城南物业', people: 4, months: 2, creditFen: '4000000', lastPaidOn: '2026-10-15' },
    ])
    expect((await list(stranger)).found).toEqual([expect.objectContaining({ payerName: '城北物业' })])
    expect((await list(manager)).found).toEqual([])
  })

  it('show a manager the own portfolio alone, others theirs, the counter nothing', async () => {
    expect((await list(manager)).employers.find(({ employerId }) => employerId === 7)).toMatchObject({ people: 3 })
    expect((await list(stranger)).employers.some(({ employerId }) => employerId === 7)).toBe(false)
    expect(await listEmployers(databases.app, teller, now)).toBe('FORBIDDEN')
    expect(await showEmployer(databases.app, stranger, 7, now)).toBe('NOT_FOUND')
    expect(await showEmployer(databases.app, teller, 7, now)).toBe('FORBIDDEN')
  })

  it('open to months, batches and people: who moved away first, then who keeps least', async () => {
    const shown = await showEmployer(databases.app, president, 7, now)
    if (typeof shown === 'string') throw new Error(shown)
    expect(shown.months.map(({ monthEnd, people: heads, kept30dBp, kept30dAumBp }) => [monthEnd, heads, kept30dBp, kept30dAumBp])).toEqual([
      ['2026-10-31', 6, null, null],
      ['2026-09-30', 8, 2000, 4000],
      ['2026-08-31', 8, 3000, 6000],
    ])
    expect(shown.batches).toEqual([
      { paidOn: '2026-10-10', people: 6, creditFen: '3000000', detected: false },
      { paidOn: '2026-09-10', people: 8, creditFen: '4000000', detected: false },
    ])
    expect(shown.people[0]).toMatchObject({
      customerId: '3',
      state: 'away',
      creditFen: null,
      kept30dAumBp: 4000,
      lastMonthEnd: '2026-09-30',
    })
    expect(shown.people.map(({ state }) => state).slice(1)).toEqual(shown.people.slice(1).map(() => 'kept'))
    expect(shown.staff.map(({ people: heads }) => heads)).toEqual(shown.staff.map(({ people: heads }) => heads).toSorted((a, b) => b - a))
  })
})

describe('a visit', () => {
  const wish = (more: object = {}) => ({
    id: randomUUID(),
    employerId: 7,
    staffId: 14,
    visitOn: '2026-11-24',
    reason: '代发人数下滑，了解原因',
    ...more,
  })
  const plan = (by: Person, asked = wish()) => planVisit(databases.app, by, asked, now)

  it('is refused by name: who may not, past days, others’ units and staff', async () => {
    expect(await plan(manager)).toBe('FORBIDDEN')
    expect(await plan(president, wish({ visitOn: '2026-11-21' }))).toBe('INVALID')
    expect(await plan(president, wish({ employerId: 999 }))).toBe('NOT_FOUND')
    expect(await plan(president, wish({ staffId: 16 }))).toBe('NOT_FOUND')
  })

  it('is planned once, comes into the day of who goes, and is settled once', async () => {
    expect(await listVisits(databases.app, president, now)).toMatchObject({ visits: [], unplanned: 1 })
    const asked = wish()
    expect(await plan(president, asked)).toEqual({ id: asked.id, repeated: false })
    expect(await plan(president, asked)).toEqual({ id: asked.id, repeated: true })
    expect(await plan(president)).toBe('CONFLICT')
    expect((await list(president)).employers[0]?.visit).toMatchObject({ staffId: 14, visitOn: '2026-11-24', late: false })
    expect(await listVisits(databases.app, manager, now)).toMatchObject({
      visits: [{ id: asked.id, employerName: '星光电子厂', slips: ['people', 'credit', 'kept'] }],
      unplanned: 0,
    })
    expect(await listVisits(databases.app, person({ ...scopes.manager14, userId: 30, managerId: 15 }), now)).toMatchObject({ visits: [] })
    const settle = (by: Person, id = asked.id) => settleVisit(databases.app, by, { id, outcome: 'done', note: '厂方下月起恢复代发' }, now)
    expect(await settle(stranger)).toBe('NOT_FOUND')
    expect(await settle(teller)).toBe('FORBIDDEN')
    expect(await settle(manager)).toEqual({ id: asked.id })
    expect(await settle(president)).toBe('CONFLICT')
    expect(await listVisits(databases.app, president, now)).toMatchObject({ visits: [], unplanned: 1 })
    const { rows } = await sql`select action, outcome from audit.entry where action like '%unit-visit' order by id desc limit 2`.execute(
      databases.owner,
    )
    expect(rows).toEqual([
      { action: 'settle-unit-visit', outcome: 'refused' },
      { action: 'settle-unit-visit', outcome: 'done' },
    ])
  })
})
