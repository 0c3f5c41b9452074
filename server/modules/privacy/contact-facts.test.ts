import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, publishRows, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { contactFacts } from './contact-permission.sql.ts'
import { mayContactMany } from './contact-permission.ts'

const date = '2026-11-20'
const at = new Date('2026-11-20T02:00:00Z')
const everybody = Array.from({ length: 31 }, (_, index) => BigInt(index + 1))
const question = { date, days: 30, staffId: null }
let databases: Databases
const owner = (statement: string) => sql.raw(statement).execute(databases.owner)

beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  const complaining = [
    { customer_id: 3, institution_id: 4, manager_id: 14 },
    { customer_id: 4, institution_id: 5, manager_id: 16 },
  ]
  await publishRows(
    databases.owner,
    'privacy.open_complaint',
    complaining.map((whose) => ({ ...whose, business_date: date, complaints: 1, opened_on: '2026-11-02' })),
  )
  // something of every kind, thinly over all customers
  await owner(`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, valid_to, recorded_by)
    select n, 'call', 'marketing', 'v1', 'paper', 'x', '2026-01-01', case when n % 5 = 0 then date '2026-11-19' when n % 7 = 0 then '2026-12-31' end, 1
    from generate_series(1, 30) n where n % 2 = 0`)
  await owner(`insert into privacy.refusal (customer_id, channel, purpose, refused_at, recorded_by)
    select n, 'call', case when n % 2 = 0 then 'event' end, '2026-10-01', 1 from generate_series(1, 30) n where n % 3 = 0`)
  await owner(
    `insert into privacy.do_not_contact (customer_id, reason, recorded_by) select n, 'x', 1 from generate_series(1, 30) n where n % 11 = 0`,
  )
  await owner(`insert into privacy.quiet_period (customer_id, kind, valid_from, valid_to, recorded_by)
    select n, 'asked', '2026-11-01', date '2026-11-14' + n, 1 from generate_series(1, 30) n where n % 4 = 0`)
  await owner(`insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, permission, flagged, user_id, staff_id, staff_name, institution_id)
    select gen_random_uuid(), n, timestamptz '2026-11-20 09:00+08' - (n % 6) * interval '6 days', 'call', case when n % 8 = 0 then 'service' else 'care' end,
      case when n % 9 = 0 then 'inbound' else 'outbound' end, 'reached', 'allowed', false, 5 - n % 2, 14, 'x', 4 from generate_series(1, 30) n`)
})

/** The same questions asked table by table under row-level security: slow, and by construction what the guard lets the person see. */
async function tableByTable(scope: Scope) {
  const { rows } = await withScope(databases.app, scope, (trx) =>
    sql<Record<string, unknown>>`
    select c.customer_id as id, c.not_for_marketing, c.status, c.birth_date,
      (select count(*)::int from privacy.do_not_contact d where d.customer_id = c.customer_id and d.ended_at is null) as forbidden,
      (select count(*)::int from privacy.open_complaint o where o.business_date = c.business_date and o.customer_id = c.customer_id) as complaints,
      (select array_agg(valid_from || ' ' || valid_to) from privacy.quiet_period q where q.customer_id = c.customer_id and ended_at is null and valid_to >= ${date}) as quiet,
      (select array_agg(channel || coalesce(purpose, '')) from privacy.refusal r where r.customer_id = c.customer_id and ended_at is null) as refusals,
      (select array_agg(channel || purpose || valid_from || coalesce(valid_to::text, '')) from privacy.consent s
        where s.customer_id = c.customer_id and ended_at is null and (valid_to is null or valid_to >= ${date})) as consents,
      (select array_agg(distinct on_date || ' ' || (user_id <> ${scope.userId}::int)) from contact.standing k where k.customer_id = c.customer_id
        and direction = 'outbound' and purpose <> 'service' and on_date between ${date}::date - 30 and ${date}::date) as contacts
    from customer.customer c where c.business_date = ${date} order by c.customer_id`.execute(trx),
  )
  return rows
}
const listed = <T>(items: readonly T[], text: (item: T) => string) => (items.length === 0 ? null : items.map(text))
async function inOne(scope: Scope) {
  const facts = await withScope(databases.app, scope, (trx) => contactFacts(trx, everybody, question))
  return [...facts]
    .toSorted(([a], [b]) => Number(a - b))
    .map(([id, known]) => ({
      id,
      not_for_marketing: known.notForMarketing,
      status: known.status,
      birth_date: known.birthDate,
      forbidden: Number(known.doNotContact),
      complaints: Number(known.openComplaint),
      quiet: listed(known.quiet, ({ from, to }) => `${from} ${to}`),
      refusals: listed(known.refusals, ({ channel, purpose }) => `${channel}${purpose ?? ''}`),
      consents: listed(known.consents, ({ channel, purpose, from, to }) => `${channel}${purpose}${from}${to ?? ''}`),
      contacts: listed(known.contacts, ({ on, byOthers }) => `${on} ${byOthers}`),
    }))
}

describe('the facts of many customers in one function', () => {
  it.each(Object.entries(scopes))('are for %s what the guard shows table by table, and of nobody else', async (_name, scope) => {
    const [one, other] = [await inOne(scope), await tableByTable(scope)]
    expect(one).toEqual(other)
    expect(one.length).toBeLessThan(31)
  })

  it('say nothing without a scope, and unknown of who is outside as of who does not exist', async () => {
    const bare = await databases.app.transaction().execute((trx) => contactFacts(trx, everybody, question))
    expect(bare.size).toBe(0)
    const answers = await withScope(databases.app, scopes.manager14, (trx) => mayContactMany(trx, [4n, 6n, 999n], { at }))
    expect([4n, 6n, 999n].map((id) => answers.may(id, 'call', 'service').reason)).toEqual(Array(3).fill('unknown_customer'))
  })
})

describe('a number linked to others', () => {
  const reasonOf = async (customer: number, scope: Scope = scopes.manager14, staffId?: number) => {
    const answers = await withScope(databases.app, scope, (trx) =>
      mayContactMany(trx, [BigInt(customer)], { at, ...(staffId && { staffId }) }),
    )
    return answers.may(BigInt(customer), 'call', 'marketing').reason
  }
  const link = (first: number, second: number, state = 'linked') =>
    owner(`insert into duplicate.pair (first_id, second_id, state, evidence, made_sure, needs_second, proposed_by, proposed_at)
      values (${first}, ${second}, '${state}', '{name,phone}', 'document', true, 1, now())`)
  const undo = () => owner(`update duplicate.pair set state = 'undone'`)
  const clear = () =>
    owner(`do $$ begin
      perform set_config('session_replication_role', 'replica', true);
      delete from privacy.consent; delete from privacy.refusal; delete from privacy.do_not_contact; delete from privacy.quiet_period; delete from contact.contact;
      delete from duplicate.pair; delete from privacy.open_complaint;
    end $$`)
  const consent = (customer: number, recorded: string, ended: string | null = null) =>
    owner(`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by, recorded_at, ended_at, ended_by)
      values (${customer}, 'call', 'marketing', 'v1', 'paper', 'x', '2026-01-01', 1, '${recorded}', ${ended === null ? 'null, null' : `'${ended}', 1`})`)
  const contacted = (customer: number, on: string, userId: number, staffId: number) =>
    owner(`insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, permission, flagged, user_id, staff_id, staff_name, institution_id)
      values (gen_random_uuid(), ${customer}, '${on} 09:00+08', 'call', 'care', 'outbound', 'reached', 'allowed', false, ${userId}, ${staffId}, 'x', 4)`)
  // 3 is a manager's, 4 and 6 are kept by others elsewhere and out of sight; 3 – 6 – 4 are one person
  const fresh = async () => {
    await clear()
    await consent(3, '2026-02-01')
    await link(3, 6)
    await link(4, 6)
  }

  it.each<[string, string, string]>([
    ['do-not-contact', `insert into privacy.do_not_contact (customer_id, reason, recorded_by) values (4, 'x', 1)`, 'linked_do_not_contact'],
    [
      'a refusal',
      `insert into privacy.refusal (customer_id, channel, refused_at, recorded_by) values (4, 'call', now(), 1)`,
      'linked_refused',
    ],
    [
      'a quiet period',
      `insert into privacy.quiet_period (customer_id, kind, valid_from, valid_to, recorded_by) values (4, 'bereavement', '2026-11-01', '2026-12-01', 1)`,
      'linked_quiet_period',
    ],
    [
      'a complaint',
      `insert into privacy.open_complaint (business_date, customer_id, institution_id, manager_id, complaints, opened_on) values ('${date}', 4, 5, 16, 1, '2026-11-02')`,
      'linked_open_complaint',
    ],
  ])('is bound by %s of one out of sight, over two links, until the link is undone', async (_what, statement, reason) => {
    await fresh()
    expect(await reasonOf(3)).toBe('allowed')
    await owner(statement)
    expect(await reasonOf(3)).toBe(reason)
    await undo()
    expect(await reasonOf(3)).toBe('allowed')
  })

  it('is bound by a consent taken back under another number, until it is given anew', async () => {
    await fresh()
    await consent(6, '2026-01-01', '2026-01-15')
    expect(await reasonOf(3)).toBe('allowed')
    await consent(6, '2026-01-20', '2026-03-01')
    expect(await reasonOf(3)).toBe('linked_withdrawn')
    await consent(3, '2026-04-01')
    expect(await reasonOf(3)).toBe('allowed')
  })

  it('counts the contacts of all numbers: one voice of today, and the week’s cap', async () => {
    await fresh()
    await contacted(4, '2026-11-20', 9, 16)
    expect(await reasonOf(3)).toBe('linked_one_voice')
    // made for manager 16 it is the own contact, under another number
    expect(await reasonOf(3, scopes.outlet4, 16)).toBe('linked_cap')
    await clear()
    await consent(3, '2026-02-01')
    await contacted(3, '2026-11-16', 5, 14)
    await contacted(3, '2026-11-17', 5, 14)
    await contacted(4, '2026-11-18', 9, 16)
    await contacted(4, '2026-11-17', 5, 14)
    expect(await reasonOf(3)).toBe('allowed')
    await link(3, 4)
    const more = ['2026-11-19', '2026-11-15', '2026-11-14']
    for (const on of more) if ((await reasonOf(3)) === 'allowed') await contacted(4, on, 9, 16)
    expect(await reasonOf(3)).toBe('linked_cap')
    await undo()
    expect(await reasonOf(3)).toBe('allowed')
  })

  it('is bound by nothing of a pair that is only proposed', async () => {
    await clear()
    await consent(3, '2026-02-01')
    await link(3, 4, 'proposed')
    await owner(`insert into privacy.do_not_contact (customer_id, reason, recorded_by) values (4, 'x', 1)`)
    expect(await reasonOf(3)).toBe('allowed')
  })

  it('gives on what follows, never the numbers', async () => {
    await fresh()
    const ask = (scope: Scope) => withScope(databases.app, scope, (trx) => sql`select * from duplicate.linked_numbers('{3}')`.execute(trx))
    await expect(ask(scopes.manager14)).rejects.toThrow(/permission denied/)
  })
})
