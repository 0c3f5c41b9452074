import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { SolarDay } from 'tyme4ts'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import { addDays } from '../../platform/calendar.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import type { TodayList } from './contract.ts'
import { listAlternatives } from './list-alternatives.ts'
import { openTeam } from './open-team.ts'
import { openToday } from './open-today.ts'
import { recordWish } from './record-wish.ts'

/** A Monday, half past ten in the outlets. */
const monday = new Date('2026-11-23T02:30:00Z')
let databases: Databases
const personOf = (scope: Person['scope']): Person => ({ userId: scope.userId, login: 'x', name: '李娜', scope })
const manager = personOf(scopes.manager14)
const owner = (statement: string) => sql.raw(statement).execute(databases.owner)

beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  // manager 14 keeps 3, 12 (code N), 21 and 30 of outlet 4; all can be called
  await owner(`update customer.customer_snapshot set phone_usable = true, address_fresh = true where manager_id = 14`)
  await owner(`update customer.customer set birth_date = '1990-05-05', opened_on = '2020-05-05' where manager_id = 14`)
  await owner(`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by, recorded_at)
    select c, 'call', p, 'v1', 'paper', 'x', '2026-01-01', 1, now() from unnest(array[3, 12, 21, 30]) c, unnest(array['marketing', 'care']) p`)
  await owner(
    `update customer.customer_snapshot set aum_fen = 30000000, inflow_7d_fen = 9000000 where customer_id in (21, 30) and business_date = '2026-11-20'`,
  )
  await owner(`update customer.customer_snapshot set inflow_7d_fen = 8000000 where customer_id = 30 and business_date = '2026-11-20'`)
})
// what proves something is append-only: only with triggers off does a test begin with a clean day
beforeEach(() =>
  owner(`do $$ begin
    perform set_config('session_replication_role', 'replica', true);
    truncate today.plan, today.plan_item, today.plan_prospect, today.wish restart identity;
    delete from contact.contact; delete from prospect.contact; delete from prospect.prospect; delete from duplicate.pair; delete from dossier.fact;
    delete from privacy.calendar_exception;
  end $$`),
)

const list = async (now = monday, person = manager, managerId?: number): Promise<TodayList> => {
  const answer = await openToday(databases.app, person, managerId, now)
  if (typeof answer === 'string') throw new Error(answer)
  return answer
}
const prospect = async ({ source = 'a', channels = 'call', next = "'2026-11-23'", step = "'call_again'" } = {}): Promise<string> => {
  const id = randomUUID()
  await owner(`insert into prospect.prospect (id, institution_id, manager_id, name, phone, source_class, basis, basis_proof, basis_on, channels, next_step, next_on, made_by, made_by_name, made_at)
    values ('${id}', 4, 14, '赵新', '13911112222', '${source}', 'spoken', 'x', '2026-11-01', '{${channels}}', ${step}, ${next}, 5, 'x', '2026-11-02T02:00:00Z')`)
  return id
}
const myself: number = scopes.manager14.userId
const turnedTo = (id: string, { outcome = 'reached', at = '2026-11-23T01:30:00Z', staff = 14, user = myself } = {}) =>
  owner(`insert into prospect.contact (id, prospect_id, at, channel, outcome, minutes, permission, flagged, user_id, staff_id, staff_name, recorded_at)
    values (gen_random_uuid(), '${id}', '${at}', 'call', '${outcome}', 10, 'allowed', false, ${user}, ${staff}, 'x', now())`)
const called = (answer: TodayList) => answer.prospects.map(({ prospectId }) => prospectId)

describe('people who are no customers yet', () => {
  it('stand on the list with what they are worth, in one order with customers, for the manager and the president', async () => {
    const id = await prospect()
    await turnedTo(id, { at: '2026-11-10T02:00:00Z' })
    const answer = await list()
    // 100,000.00 yuan × 8 % × 0.80 % a year × a call
    expect(answer.prospects).toMatchObject([
      {
        prospectId: id,
        channel: 'call',
        valueFen: '6400',
        done: false,
        reasons: [{ code: 'prospect', chanceBp: 800, values: { first: false } }],
      },
    ])
    expect(answer.prospects[0]?.talkingPoints.length).toBeGreaterThan(1)
    const places = [...answer.items, ...answer.prospects].map(({ place }) => place)
    expect(places.toSorted((a, b) => a - b)).toEqual(places.map((_, index) => index + 1))
    expect(answer.capacity.find(({ kind }) => kind === 'call')?.planned).toBe(answer.items.length + 1)
    expect(called(await list(monday, personOf(scopes.outlet4), 14))).toEqual([id])
    const team = await openTeam(databases.app, personOf(scopes.outlet4), undefined, monday)
    if (typeof team === 'string') throw new Error(team)
    expect(team.rows.find(({ managerId }) => managerId === 14)?.planned).toBe(places.length)
  })

  it('are worth less at a first contact, the more so the stranger; who is not due yet is not named', async () => {
    const first = await prospect({ next: 'null', step: 'null' })
    const stranger = await prospect({ source: 'd', next: 'null', step: 'null' })
    const later = await prospect({ next: "'2026-11-24'" })
    const { prospects } = await list()
    const of = (id: string) => prospects.find(({ prospectId }) => prospectId === id)?.reasons[0]
    // of 8 % the tension of 2 of 10 takes a fifth; of 1.5 % nine tenths
    expect(of(first)).toMatchObject({ chanceBp: 640, values: { first: true } })
    expect(of(stranger)).toMatchObject({ chanceBp: 15 })
    expect(of(later)).toBeUndefined()
  })

  it('take no more places than policy gives them, and share the day’s calls', async () => {
    for (let one = 0; one < 5; one++) await prospect()
    expect((await list()).prospects).toHaveLength(3)
    await owner(`truncate today.plan, today.plan_item, today.plan_prospect`)
    await owner(`do $$ begin perform set_config('session_replication_role', 'replica', true); delete from prospect.prospect; end $$`)
    for (let one = 0; one < 12; one++) await turnedTo(await prospect({ next: 'null' }), {})
    await prospect()
    const answer = await list()
    // twelve calls are made: there is none left for anybody
    expect([...answer.items, ...answer.prospects].filter(({ channel }) => channel === 'call')).toEqual([])
  })

  it('are done when their manager turned to them, and taken off when they refuse, go, or a colleague was first', async () => {
    const [done, refused, gone] = [await prospect(), await prospect(), await prospect()]
    expect(called(await list()).toSorted()).toEqual([done, refused, gone].toSorted())
    await turnedTo(done)
    expect((await list()).prospects.find(({ prospectId }) => prospectId === done)).toMatchObject({ done: true })
    expect((await list()).revision).toBe(1)
    await owner(`update prospect.prospect set refused_at = now() where id = '${refused}'`)
    await owner(
      `update prospect.prospect set state = 'dropped', closed_on = '2026-11-23', closed_by = 1, closed_why = 'other' where id = '${gone}'`,
    )
    const answer = await list()
    expect([answer.revision, called(answer)]).toEqual([2, [done]])
    const other = await prospect()
    await turnedTo(other, { staff: 15, user: 9 })
    await owner(`truncate today.plan, today.plan_item, today.plan_prospect`)
    expect(called(await list())).toEqual([])
  })

  it('are not called on a holiday, and at half past twelve not before two', async () => {
    await prospect()
    const noon = await list(new Date('2026-11-23T04:30:00Z'))
    expect(noon.prospects[0]?.nextAllowedAt).toBe('2026-11-23T14:00:00+08:00')
    expect(noon.items.every(({ nextAllowedAt }) => nextAllowedAt === '2026-11-23T14:00:00+08:00')).toBe(true)
    await owner(`truncate today.plan, today.plan_item, today.plan_prospect`)
    await owner(`insert into privacy.calendar_exception (day, working, about) values ('2026-11-23', false, '放假')`)
    expect(called(await list())).toEqual([])
  })

  it('are kept with the plan as they were planned', async () => {
    await prospect()
    await list()
    await expect(databases.app.transaction().execute((trx) => sql`update today.plan_prospect set place = 9`.execute(trx))).rejects.toThrow(
      /permission denied/,
    )
  })
})

describe('two numbers of one person with one manager', () => {
  const link = () =>
    owner(`insert into duplicate.pair (first_id, second_id, state, evidence, made_sure, needs_second, proposed_by, proposed_at)
      values (21, 30, 'linked', '{name,phone}', 'document', false, 1, now())`)

  it('stand on the list once, by the one worth more; the other says why, and cannot be pinned beside it', async () => {
    expect((await list()).items.map(({ customerId }) => customerId)).toEqual(expect.arrayContaining(['21', '30']))
    await owner(`truncate today.plan, today.plan_item, today.plan_prospect`)
    await link()
    const ids = (await list()).items.map(({ customerId }) => customerId)
    expect([ids.includes('21'), ids.includes('30')]).toEqual([true, false])
    const others = await listAlternatives(databases.app, manager, undefined, monday)
    if (typeof others === 'string') throw new Error(others)
    expect(others.rows.find(({ customerId }) => customerId === '30')).toMatchObject({ possible: false, why: { code: 'same_person' } })
    const pinned = await recordWish(databases.app, manager, { kind: 'pin', customerId: '30' }, monday)
    expect(typeof pinned === 'string' ? pinned : pinned.items.map(({ customerId }) => customerId)).not.toContain('21')
    expect(await recordWish(databases.app, manager, { kind: 'pin', customerId: '21' }, monday)).toBe('CONFLICT')
  })

  it('are both done with one contact', async () => {
    await link()
    await owner(`insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, permission, flagged, user_id, staff_id, staff_name, institution_id)
      values (gen_random_uuid(), 30, '2026-11-23T02:00:00Z', 'call', 'care', 'outbound', 'reached', 'allowed', false, ${scopes.manager14.userId}, 14, 'x', 4)`)
    expect((await list()).items.map(({ customerId }) => customerId)).not.toContain('21')
  })
})

describe('days worth a word', () => {
  const fact = (customer: number, detail: object) =>
    owner(`insert into dossier.fact (id, thread, customer_id, institution_id, field, detail, said_by, user_id, staff_name, recorded_at)
      select id, id, ${customer}, 4, 'date', '${JSON.stringify(detail)}', 'customer', 5, 'x', now() from (select gen_random_uuid() as id) i`)
  const reasonsOf = (answer: TodayList, id: string, wanted = 'occasion') =>
    answer.items.find(({ customerId }) => customerId === id)?.reasons.filter(({ code }) => code === wanted) ?? []

  it('are a reason: a wedding day by the lunar calendar, five years with the bank, never a day of mourning', async () => {
    // 2026-11-23 is the 15th of the tenth lunar month
    await fact(21, { about: 'wedding', on: { calendar: 'lunar', month: 10, day: 15, leap: false } })
    await fact(3, { about: 'mourning', on: { calendar: 'solar', month: 11, day: 23, leap: false } })
    await owner(`update customer.customer set opened_on = '2021-11-24' where customer_id = 30`)
    const answer = await list()
    expect(reasonsOf(answer, '21')).toMatchObject([{ values: { kind: 'wedding', on: '2026-11-23', lunar: true } }])
    expect(reasonsOf(answer, '30')).toMatchObject([{ values: { kind: 'anniversary', on: '2026-11-24', years: 5 } }])
    expect(reasonsOf(answer, '3')).toEqual([])
    expect(JSON.stringify(answer)).not.toContain('mourning')
  })

  it('a birthday of the lunar 30th is on the 29th of a month that has no 30th, and on no other day', async () => {
    const lunarOf = (date: string) => {
      const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
      return SolarDay.fromYmd(year, month, day).getLunarDay()
    }
    const date = Array.from({ length: 400 }, (_, ahead) => addDays('2026-11-23', ahead)).find((one) => {
      const day = lunarOf(one)
      return day.getDay() === 29 && day.getLunarMonth().getDayCount() === 29
    })
    const month = lunarOf(date ?? '')
      .getLunarMonth()
      .getMonth()
    const born = Array.from({ length: 8_000 }, (_, day) => addDays('1940-01-01', day)).find((one) => {
      const day = lunarOf(one)
      const other = one.slice(5, 7) !== date?.slice(5, 7)
      return other && day.getDay() === 30 && day.getLunarMonth().getMonth() === month && !day.getLunarMonth().isLeap()
    })
    await owner(`update customer.customer set birth_date = '${born}' where customer_id = 21`)
    const at = (day: string) => list(new Date(`${day}T02:30:00Z`))
    await owner(
      `insert into privacy.calendar_exception (day, working, about) select d, true, 'x' from generate_series('${date}'::date - 2, '${date}'::date + 1, '1 day') d`,
    )
    expect(reasonsOf(await at(date ?? ''), '21', 'birthday')).toMatchObject([{ values: { on: date, lunar: true, days: 0 } }])
    expect(reasonsOf(await at(addDays(date ?? '', -1)), '21', 'birthday')).toMatchObject([{ values: { on: date, days: 1 } }])
    expect(reasonsOf(await at(addDays(date ?? '', 1)), '21', 'birthday')).toEqual([])
    expect(reasonsOf(await at(addDays(date ?? '', -2)), '21', 'birthday')).toEqual([])
  })
})
