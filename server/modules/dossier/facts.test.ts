import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { showTimeline } from '../contact/show-timeline.ts'
import { confirmFact } from './confirm-fact.ts'
import { factEntry } from './contract.ts'
import { recordFact } from './record-fact.ts'
import { showFacts } from './show-facts.ts'

const monday = new Date('2026-03-02T10:00:00+08:00')
const president = scopes.outlet4
const manager: Scope = { ...scopes.manager14 }
let databases: Databases
let made = 0
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})

const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `员工${scope.userId}`, scope })
const uuid = () => `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`
const entry = (customerId: number, detail: object | null, more: object = {}) =>
  factEntry.parse({ id: uuid(), customerId: String(customerId), detail, ...more })
const put = async (one: ReturnType<typeof entry>, scope: Scope = president, now = monday) => {
  const outcome = await recordFact(databases.app, person(scope), one, now)
  return 'refused' in outcome ? outcome.refused.code : outcome.result
}
const show = async (customerId: number, scope: Scope = president, now = monday) => {
  const shown = await showFacts(databases.app, person(scope), String(customerId), now)
  if (typeof shown === 'string') throw new Error(shown)
  return shown
}
const audited = async (action: string, outcome: string) => {
  const { rows } = await sql<{ detail: Record<string, unknown> }>`
    select detail from audit.entry where action = ${action} and outcome = ${outcome} order by id`.execute(databases.owner)
  return rows.map(({ detail }) => detail)
}
const daughter = { field: 'family', relation: 'daughter', name: '王小满', birthday: { calendar: 'lunar', month: 12, day: 30 } }

describe('a fact', () => {
  it('says who told it, to whom and when; sent twice it is one', async () => {
    const one = entry(3, daughter)
    expect([await put(one), await put(one), await put(one, { ...president, userId: 8 })]).toEqual(['saved', 'repeated', 'CONFLICT'])
    const { facts, upcoming } = await show(3)
    expect(facts).toMatchObject([
      {
        detail: { name: '王小满' },
        saidBy: 'customer',
        staffName: '员工3',
        recordedOn: '2026-03-02',
        confirmedOn: '2026-03-02',
        stale: false,
      },
    ])
    // day 30 of the twelfth month, which has 29 days in the year to come
    expect(upcoming.find(({ factId }) => factId === one.id)).toMatchObject({
      relation: 'daughter',
      on: { calendar: 'lunar' },
      nextOn: '2027-02-05',
    })
  })

  it('goes stale by policy, and is fresh again once confirmed by anybody who keeps the customer', async () => {
    const one = entry(6, { field: 'work', text: '城东小学' })
    await put(one)
    const later = new Date('2027-03-02T10:00:00+08:00')
    expect((await show(6, president, new Date('2027-03-01T10:00:00+08:00'))).facts[0]).toMatchObject({ stale: false, monthsAgo: 11 })
    expect((await show(6, president, later)).facts[0]).toMatchObject({ stale: true, monthsAgo: 12 })
    expect(await confirmFact(databases.app, person({ ...president, userId: 8 }), { factId: one.id, saidBy: 'customer' }, later)).toEqual({
      confirmed: true,
    })
    expect((await show(6, president, later)).facts[0]).toMatchObject({ stale: false, confirmedBy: '员工8', staffName: '员工3' })
  })

  it('is corrected by a new one and taken back by an empty one; what it said stays readable', async () => {
    const [first, second] = [entry(15, { field: 'origin', text: '苏州' }), entry(15, { field: 'origin', text: '常州' })]
    await put(first)
    expect(await put({ ...second, corrects: first.id })).toBe('saved')
    expect((await show(15)).facts).toMatchObject([{ detail: { text: '常州' }, earlier: [{ detail: { text: '苏州' } }] }])
    expect(await put(entry(15, { field: 'origin', text: '无锡' }, { corrects: first.id }))).toBe('ALREADY_CORRECTED')
    expect(await put(entry(15, { field: 'work', text: '无锡' }, { corrects: second.id }))).toBe('CONFLICT')
    expect(await put(entry(3, { field: 'origin', text: '无锡' }, { corrects: second.id }))).toBe('CONFLICT')
    expect(await put(entry(15, { field: 'origin', text: '无锡' }, { corrects: uuid() }))).toBe('NOT_FOUND')
    expect(await put(entry(15, null, { corrects: second.id }))).toBe('saved')
    expect((await show(15)).facts).toEqual([])
    expect(await confirmFact(databases.app, person(president), { factId: second.id, saidBy: 'customer' }, monday)).toBe('NOT_FOUND')
  })

  it('is never rewritten or removed, by the owner neither', async () => {
    for (const act of [sql`update dossier.fact set said_by = 'seen'`, sql`delete from dossier.fact`, sql`truncate dossier.confirmation`])
      await expect(act.execute(databases.owner)).rejects.toThrow('is refused')
  })

  it('stays with the customer when the manager changes, and is seen by nobody else', async () => {
    await put(entry(24, { field: 'origin', text: '扬州' }))
    const { rows } = await sql<{ managerId: number }>`
      select manager_id as "managerId" from customer.customer where customer_id = 24 and business_date = (select privacy.published_night())`.execute(
      databases.owner,
    )
    const keeper = { ...manager, managerId: rows[0]?.managerId ?? 0 }
    expect((await show(24, keeper)).facts).toHaveLength(1)
    expect(await showFacts(databases.app, person({ ...manager, managerId: 999 }), '24', monday)).toBe('NOT_FOUND')
    expect(await showFacts(databases.app, person(scopes.outlet5), '24', monday)).toBe('NOT_FOUND')
    expect(await showFacts(databases.app, person(scopes.teller), '24', monday)).toBe('FORBIDDEN')
    const raw = await withScope(databases.app, scopes.outlet5, (trx) => sql`select from dossier.fact where customer_id = 24`.execute(trx))
    expect(raw.rows).toEqual([])
  })
})

it('what was learned stands on the timeline, without what it says', async () => {
  const timeline = await showTimeline(databases.app, person(president), { customerId: '15', limit: 50 }, monday)
  if (typeof timeline === 'string') throw new Error(timeline)
  const events = timeline.items.filter(({ kind }) => kind === 'fact')
  expect(events.map((event) => (event.kind === 'fact' ? event.act : ''))).toEqual(
    expect.arrayContaining(['learned', 'corrected', 'taken_back']),
  )
  expect(JSON.stringify(events)).not.toContain('常州')
  const teller = { ...scopes.teller, institutionId: 4, institutions: [4] }
  const seen = await showTimeline(databases.app, person(teller), { customerId: '15', limit: 50 }, monday)
  expect(typeof seen === 'string' ? seen : seen.items.some(({ kind }) => kind === 'fact')).toBe(false)
})

describe('what is not written down', () => {
  it.each<[string, object, string]>([
    ['an illness', { field: 'note', text: '最近查出糖尿病' }, 'SENSITIVE'],
    ['a reading of blood pressure', { field: 'note', text: '今天量了 145/92' }, 'SENSITIVE'],
    ['a belief', { field: 'interest', topic: 'other', text: '信佛多年' }, 'SENSITIVE'],
    ['a card number', { field: 'note', text: '他行卡 6222 0202 0001 1234 567' }, 'SENSITIVE'],
    ['work at a hospital', { field: 'work', text: '市人民医院 内科' }, 'saved'],
    ['a phone number of eleven digits', { field: 'note', text: '女儿电话 13812345678' }, 'saved'],
    ['a fraction', { field: 'note', text: '一年来 3/4 的时间在外地' }, 'saved'],
    [
      'an amount that is no band',
      { field: 'other_bank', bank: '甲银行', product: 'deposit', amount: { fromFen: '1', belowFen: '2' } },
      'NO_SUCH_BAND',
    ],
    [
      'a band',
      {
        field: 'other_bank',
        bank: '甲银行',
        product: 'deposit',
        amount: { fromFen: '5000000', belowFen: '20000000' },
        maturesOn: '2026-09-01',
      },
      'saved',
    ],
  ])('%s', async (_what, detail, expected) => expect(await put(entry(9, detail))).toBe(expected))

  it('names the word and the kind, and the audit never has the content', async () => {
    const outcome = await recordFact(databases.app, person(president), entry(9, { field: 'note', text: '老伴中风了' }), monday)
    expect(outcome).toEqual({ refused: { code: 'SENSITIVE', word: '中风', category: 'health' } })
    const kept = [...(await audited('record-fact', 'refused')), ...(await audited('record-fact', 'done'))]
    expect(kept.some(({ refusal }) => refusal === 'SENSITIVE')).toBe(true)
    expect(JSON.stringify(kept)).not.toMatch(/中风|扬州|王小满/u)
  })

  it('who does not meet customers writes nothing', async () => {
    expect(await put(entry(3, daughter), scopes.branch)).toBe('FORBIDDEN')
    expect(await confirmFact(databases.app, person(scopes.bank), { factId: uuid(), saidBy: 'customer' }, monday)).toBe('FORBIDDEN')
    expect(await put(entry(4, daughter))).toBe('NOT_FOUND')
    expect(await put(entry(999, daughter))).toBe('NOT_FOUND')
  })
})

describe('children under 14', () => {
  beforeAll(async () => {
    await sql`update customer.customer set birth_date = '2016-05-01' where customer_id = 18`.execute(databases.owner)
  })

  it('have no dossier of their own; what was kept before can be taken back', async () => {
    expect(await put(entry(18, { field: 'school', text: '实验小学' }))).toBe('CHILD')
    expect((await show(18)).mayRecord).toBe(false)
    const held = uuid()
    await sql`insert into dossier.fact (id, thread, customer_id, field, detail, said_by, user_id, staff_name, institution_id, recorded_at)
      values (${held}, ${held}, 18, 'note', '{"field": "note", "text": "x"}', 'family', 3, 'x', 4, '2025-01-01')`.execute(databases.owner)
    expect(await put(entry(18, null, { corrects: held }))).toBe('saved')
    expect((await show(18)).facts).toEqual([])
  })

  it('are told of by their guardian, who is on record where the child is a customer', async () => {
    const { rows } = await sql<{ no: string }>`
      select distinct customer_no as no from customer.customer where customer_id = 18`.execute(databases.owner)
    const son = { field: 'family', relation: 'son', name: '小宝', birthYear: 2016 }
    const linked = { relativeCustomerNo: rows[0]?.no }
    expect(await put(entry(21, son, { saidBy: 'introducer' }))).toBe('GUARDIAN_MUST_SAY')
    expect(await put(entry(21, { ...son, birthYear: null }, { saidBy: 'seen' }))).toBe('GUARDIAN_MUST_SAY')
    expect(await put(entry(21, { ...son, birthYear: 1990 }, { saidBy: 'seen' }))).toBe('saved')
    expect(await put(entry(21, son, linked))).toBe('NO_GUARDIAN_RECORD')
    expect(await put(entry(21, son, { relativeCustomerNo: 'nobody' }))).toBe('NO_SUCH_RELATIVE')
    await sql`insert into privacy.guardian (customer_id, guardian_customer_id, relation, text_version, source, proof, valid_from, recorded_by)
      values (18, 21, 'mother', 'v1', 'paper', 'x', '2026-01-01', 3)`.execute(databases.owner)
    expect(await put(entry(21, son, linked))).toBe('saved')
    expect((await show(21)).facts.at(-1)?.relative).toMatchObject({ customerId: '18' })
    expect((await audited('show-facts', 'done')).at(-1)).toMatchObject({ children: 2 })
  })
})

describe('as others see it', () => {
  it('names of the family are masked where names are, and notes stay shut', async () => {
    await put(entry(3, { field: 'note', text: '喜欢下午来' }))
    const seen = await show(3, scopes.branch)
    expect(seen.facts.map(({ detail }) => detail)).toMatchObject([{ field: 'family', name: '王**' }])
    expect(seen.upcoming.map(({ who }) => who)).toContain('王**')
    expect(seen.mayRecord).toBe(false)
  })
})

it('completeness asks for what adds most', async () => {
  const before = (await show(12)).completeness
  expect(before).toMatchObject({ bp: 0, next: 'family' })
  await put(entry(12, { field: 'family', relation: 'spouse' }))
  expect((await show(12)).completeness).toMatchObject({ bp: 2500, next: 'date' })
  const later = (await show(12, president, new Date('2028-03-02T10:00:00+08:00'))).completeness
  expect(later).toMatchObject({ bp: 1250, next: 'date' })
  expect(later.fields.find(({ field }) => field === 'family')).toMatchObject({ state: 'stale', gainBp: 1250 })
})
