import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publishOrganisation, staff } from '../../../../test/support/organisation.ts'
import { publishBank } from '../../../../test/support/published-bank.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import type { StaffRow } from '../index.ts'
import { sha256 } from '../sha256.ts'
import { insertAccount } from '../account.sql.ts'
import { addDeputy, endDeputy, type WantedDeputy } from './arrange-deputy.ts'
import { addPerson, addPost, endPost, transferPost } from './arrange-posts.ts'
import type { Desk } from './desk.ts'
import { hatsOf } from './hats.sql.ts'
import { leaveBank, rejoinBank } from './leave-bank.ts'
import { listPeople, openPersonFile } from './list-people.ts'
import { closeLogin, openLogin } from './manage-login.ts'
import { wearPost } from './my-scope.ts'
import { listOrphans, succeedManager } from './succeed-manager.ts'
import { personWearing } from './wear-hat.ts'

const now = new Date('2026-11-22T02:00:00Z')
const today = '2026-11-22'
const longest = 92
const ids = { president4: 13, manager14: 14, manager15: 15, president5: 16, compliance: 17, teller6: 18, subBranch: 12, admin: 11 } as const
let databases: Databases
let users: Map<number, number>

beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})
/** Everything as it was delivered, an account for everybody. */
beforeEach(async () => {
  const { owner } = databases
  await owner.transaction().execute(async (trx) => {
    // what happened with customers is guarded even against this, and goes with whoever did it
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`truncate organisation.deputy, organisation.post, organisation.staff, organisation.user_account cascade`.execute(trx)
  })
  await publishOrganisation(databases)
  for (const { id, staff_no: login, name, role, institution_id: institutionId } of staff)
    await insertAccount(owner, { login, passwordHash: 'x', name, role, institutionId, staffId: id })
  const { rows } = await sql<{ id: number; staffId: number }>`select id, staff_id as "staffId" from organisation.user_account`.execute(
    owner,
  )
  users = new Map(rows.map((row) => [row.staffId, row.id]))
})

/** The desk of a member of staff, at a moment, in one of their posts. */
async function deskOf(staffId: number, hat: string | null = null, at = now): Promise<Desk> {
  const account = { userId: users.get(staffId) ?? 0, login: `S${staffId}`, name: `S${staffId}` }
  const person = await personWearing(databases.owner, account, hat, businessDateOf(at))
  if (!person) throw new Error(`${staffId} has no post`)
  return { database: databases.app, accounts: databases.owner, person, now: at, today: businessDateOf(at) }
}
const postOf = async (staffId: number): Promise<number> => {
  const { rows } = await sql<{ id: number }>`select id from organisation.post where staff_id = ${staffId} order by id desc`.execute(
    databases.owner,
  )
  return rows[0]?.id ?? 0
}
const hats = async (staffId: number, day = today) => (await hatsOf(databases.owner, users.get(staffId) ?? 0, day)).map(({ key }) => key)
const deputyFor = async (principal: number, deputyId: number, days: Partial<WantedDeputy> = {}): Promise<WantedDeputy> => ({
  postId: await postOf(principal),
  deputyId,
  fromOn: today,
  lastOn: '2026-11-25',
  ...days,
})
const everything = async (): Promise<string> => {
  const { rows } = await sql<{ all: string }>`select (select jsonb_agg(to_jsonb(p) order by id) from organisation.post p)::text
    || (select coalesce(jsonb_agg(to_jsonb(d) order by id), '[]') from organisation.deputy d)::text
    || (select jsonb_agg(to_jsonb(s) order by id) from organisation.staff s)::text || (select jsonb_agg(to_jsonb(u) order by id) from organisation.user_account u)::text
    as all`.execute(databases.owner)
  return rows[0]?.all ?? ''
}
/** That an act is refused, that nothing has changed, and that the refusal with its reason is on record. */
async function refused(reason: string, act: () => Promise<unknown>): Promise<void> {
  const before = await everything()
  expect(await act()).toBe(reason)
  expect(await everything()).toBe(before)
  const { rows } = await sql<{
    outcome: string
    detail: { reason: string }
  }>`select outcome, detail from audit.entry order by id desc limit 1`.execute(databases.owner)
  expect(rows[0]).toMatchObject({ outcome: 'refused', detail: { reason } })
}

describe('posts', () => {
  it('are several, and one is worn at a time', async () => {
    const desk = await deskOf(ids.subBranch)
    await addPost(desk, { staffId: ids.manager14, institutionId: 5, role: 'lobby_manager', fromOn: today })
    const [first, second] = await hats(ids.manager14)
    expect((await deskOf(ids.manager14)).person.scope).toMatchObject({ role: 'relationship_manager', institutions: [4], managerId: 14 })
    expect((await deskOf(ids.manager14, second)).person.scope).toMatchObject({ role: 'lobby_manager', institutions: [5], managerId: null })
    expect(first).not.toBe(second)
  })

  it('end at once, or after a last day', async () => {
    const desk = await deskOf(ids.president4)
    expect(await endPost(desk, { postId: await postOf(ids.manager15), lastOn: '2026-11-24', withCustomers: true })).toEqual({ done: true })
    expect([await hats(ids.manager15, '2026-11-24'), await hats(ids.manager15, '2026-11-25')].map(({ length }) => length)).toEqual([1, 0])
    await refused('KEEPS_CUSTOMERS', async () => endPost(desk, { postId: await postOf(ids.manager14) }))
    expect(await endPost(desk, { postId: await postOf(ids.manager14), withCustomers: true })).toEqual({ done: true })
    expect(await hats(ids.manager14)).toEqual([])
  })

  it('are refused when they overlap, are reversed, lie in the past, outside the subtree, above the own role, or are the own', async () => {
    const desk = await deskOf(ids.president4)
    const wanted = { staffId: ids.manager14, institutionId: 4, role: 'lobby_manager', fromOn: today } as const
    await refused('POST_OVERLAPS', () => addPost(desk, { ...wanted, role: 'relationship_manager' }))
    await refused('DATES_REVERSED', () => addPost(desk, { ...wanted, fromOn: '2026-12-02', lastOn: '2026-12-01' }))
    await refused('DATE_PASSED', () => addPost(desk, { ...wanted, fromOn: '2026-11-21' }))
    await refused('NOT_FOUND', () => addPost(desk, { ...wanted, institutionId: 5 }))
    await refused('NOT_FOUND', () => addPost(desk, { ...wanted, institutionId: 99 }))
    await refused('NOT_FOUND', () => addPost(desk, { ...wanted, staffId: ids.teller6 }))
    await refused('NOT_FOUND', () => endPost(desk, { postId: 999_999 }))
    const others = await postOf(ids.teller6)
    await refused('NOT_FOUND', () => endPost(desk, { postId: others }))
    await refused('ROLE_ABOVE', () => addPost(desk, { ...wanted, role: 'branch_manager' }))
    await refused('ROLE_ABOVE', () => addPost(desk, { ...wanted, role: 'outlet_president' }))
    await refused('OWN_RECORD', () => addPost(desk, { ...wanted, staffId: ids.president4 }))
    const own = await postOf(ids.president4)
    await refused('OWN_RECORD', () => endPost(desk, { postId: own }))
    const teller = await deskOf(ids.teller6)
    await refused('FORBIDDEN', () => addPost(teller, wanted))
    const admin = await deskOf(ids.admin)
    await refused('ROLE_DOES_NOT_FIT', () => addPost(admin, { ...wanted, role: 'head_office' }))
    expect(await hats(ids.manager14)).toHaveLength(1)
  })

  it('are not had twice by two who give them at once', async () => {
    const desk = await deskOf(ids.subBranch)
    const wanted = { staffId: ids.manager14, institutionId: 5, role: 'teller', fromOn: today } as const
    const answers = await Promise.all([1, 2, 3].map(() => addPost(desk, wanted)))
    expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'POST_OVERLAPS')).toHaveLength(2)
  })

  it('move to another institution on a day, and the customers left behind are found', async () => {
    const desk = await deskOf(ids.subBranch)
    const moved = await transferPost(desk, {
      postId: await postOf(ids.manager14),
      institutionId: 5,
      role: 'relationship_manager',
      fromOn: '2026-12-01',
      withCustomers: true,
    })
    expect(moved).toMatchObject({ postId: expect.any(Number) as number })
    expect((await listOrphans(desk)) as object).toMatchObject({ groups: [{ managerId: null }] })
    const december = await deskOf(ids.subBranch, null, new Date('2026-12-01T02:00:00Z'))
    expect(await listOrphans(december)).toMatchObject({ groups: [{ managerId: 14, institutionId: 4 }, { managerId: null }] })
    expect((await deskOf(ids.manager14, null, december.now)).person.scope.institutions).toEqual([5])
  })

  it('take names as text: markup and commands in them are refused', async () => {
    const desk = await deskOf(ids.president4)
    const wanted = { institutionId: 4, role: 'teller', fromOn: today } as const
    for (const name of ["'; drop table organisation.staff; --", '<img src=x onerror=alert(1)>', '${7*7}', '张\u0000三'])
      await refused('ODD_NAME', () => addPerson(desk, { ...wanted, name }))
    expect(await addPerson(desk, { ...wanted, name: '阿依古丽·买买提' })).toMatchObject({ staffId: expect.any(Number) as number })
    expect(await listPeople(desk, { search: "' or 1=1 --", offset: 0, limit: 10 })).toEqual({ rows: [], total: 0 })
    expect(await listPeople(desk, { search: '%', offset: 0, limit: 10 })).toEqual({ rows: [], total: 0 })
    expect(await listPeople(desk, { search: '古丽', offset: 0, limit: 10 })).toMatchObject({
      total: 1,
      rows: [{ state: 'serving', source: 'screen' }],
    })
  })
})

describe('deputies', () => {
  it('get the scope of the other as a post of its own, for the days alone, and what they do says for whom', async () => {
    const desk = await deskOf(ids.president4)
    expect(await addDeputy(desk, await deputyFor(ids.manager14, ids.manager15), longest)).toMatchObject({
      id: expect.any(Number) as number,
    })
    const [own, acting] = await hats(ids.manager15)
    expect(own).toMatch(/^post:/)
    const deputy = (await deskOf(ids.manager15, acting)).person
    expect(deputy).toMatchObject({ onBehalfOf: 'S14', scope: { role: 'relationship_manager', institutions: [4], managerId: 14 } })
    expect(await hats(ids.manager15, '2026-11-25')).toHaveLength(2)
    expect(await hats(ids.manager15, '2026-11-26')).toEqual([own])
    expect((await deskOf(ids.manager15, acting, new Date('2026-11-25T16:00:00Z'))).person.scope.managerId).toBe(15)
    await refused('ACTING_FOR_OTHERS', async () => {
      await addDeputy(await deskOf(ids.subBranch), await deputyFor(ids.president4, ids.manager14), longest)
      await sql`delete from organisation.deputy where principal_id = ${ids.president4}`.execute(databases.owner)
      const asPresident = { ...desk, person: { ...desk.person, onBehalfOf: 'S13' } }
      return closeLogin(asPresident, ids.manager15)
    })
  })

  it('lose it at once when it is ended, when the other loses the post, and when either leaves', async () => {
    const desk = await deskOf(ids.president4)
    const give = async () => {
      const given = await addDeputy(desk, await deputyFor(ids.manager14, ids.manager15), longest)
      if (typeof given === 'string') throw new Error(given)
      expect(await hats(ids.manager15)).toHaveLength(2)
      return given.id
    }
    expect(await endDeputy(desk, await give())).toEqual({ done: true })
    expect(await hats(ids.manager15)).toHaveLength(1)
    const id = await give()
    await endPost(desk, { postId: await postOf(ids.manager14), withCustomers: true })
    expect(await hats(ids.manager15)).toHaveLength(1)
    expect(await endDeputy(desk, id)).toBe('CONFLICT')
    await publishOrganisation(databases)
    await addPost(desk, { staffId: ids.manager14, institutionId: 4, role: 'relationship_manager', fromOn: today })
    await give()
    await leaveBank(desk, { staffId: ids.manager14, leftOn: today, withCustomers: true })
    expect(await hats(ids.manager15)).toHaveLength(1)
  })

  it('are refused to oneself, in chains and circles, beyond the days, for the past, outside the subtree, for a role above, and for compliance', async () => {
    const desk = await deskOf(ids.president4)
    const give = async (principal: number, deputyId: number, days: Partial<WantedDeputy> = {}, from = desk) =>
      addDeputy(from, await deputyFor(principal, deputyId, days), longest)
    await refused('SAME_PERSON', () => give(14, 14))
    await refused('OWN_RECORD', () => give(14, ids.president4))
    await refused('OWN_RECORD', () => give(ids.president4, 14))
    await refused('DATES_REVERSED', () => give(14, 15, { fromOn: '2026-11-24', lastOn: '2026-11-23' }))
    await refused('DATE_PASSED', () => give(14, 15, { fromOn: '2026-11-21' }))
    await refused('TOO_LONG', () => give(14, 15, { lastOn: '2027-02-22' }))
    await refused('NOT_FOUND', () => give(14, ids.teller6))
    await refused('NOT_FOUND', () => give(ids.teller6, 14))
    const admin = await deskOf(ids.admin)
    await refused('DEPUTY_NOT_INDEPENDENT', () => give(ids.compliance, 14, {}, admin))
    expect(await give(14, 15)).toMatchObject({ id: expect.any(Number) as number })
    await refused('DEPUTY_CHAIN', () => give(15, 14))
    const third = await addPerson(desk, { name: '第三人', institutionId: 4, role: 'relationship_manager', fromOn: today })
    if (typeof third === 'string') throw new Error(third)
    await refused('DEPUTY_CHAIN', () => give(15, third.staffId))
    await refused('DEPUTY_CHAIN', () => give(third.staffId, 14))
    await refused('DEPUTY_OVERLAPS', () => give(14, 15, { fromOn: '2026-11-25', lastOn: '2026-11-26' }))
    expect(await give(15, 14, { fromOn: '2026-11-26', lastOn: '2026-11-27' })).toMatchObject({ id: expect.any(Number) as number })
  })

  it('close no circle when two are made at once', async () => {
    const desk = await deskOf(ids.president4)
    const [a, b] = [await deputyFor(14, 15), await deputyFor(15, 14)]
    const answers = await Promise.all([addDeputy(desk, a, longest), addDeputy(desk, b, longest)])
    expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1)
  })
})

describe('leaving', () => {
  const session = (staffId: number) =>
    sql`insert into organisation.session (token_sha256, user_id, created_at, last_seen_at, expires_at)
      values (${sha256(`t${staffId}`)}, ${users.get(staffId) ?? 0}, now(), now(), now() + interval '1 day')`.execute(databases.owner)
  const sessions = async () => (await sql`select from organisation.session`.execute(databases.owner)).rows.length

  it('ends sessions, posts and the log-in, keeps everything on record, and names the customers to hand over', async () => {
    await session(ids.manager14)
    const desk = await deskOf(ids.president4)
    await refused('KEEPS_CUSTOMERS', () => leaveBank(desk, { staffId: ids.manager14, leftOn: today }))
    const left = await leaveBank(desk, { staffId: ids.manager14, leftOn: today, withCustomers: true })
    expect(left).toEqual({ customers: 4 })
    expect([await sessions(), await hats(ids.manager14)]).toEqual([0, []])
    expect(await openPersonFile(desk, ids.manager14)).toMatchObject({
      state: 'left',
      login: 'closed',
      history: [{ lastOn: '2026-11-21' }],
      customers: 4,
    })
    expect(await listOrphans(desk)).toMatchObject({
      groups: [{ managerId: 14, name: '李娜', customers: 4, leftOn: today }, { managerId: null }],
    })
    await refused('HAS_LEFT', () => leaveBank(desk, { staffId: ids.manager14, leftOn: today, withCustomers: true }))
    await refused('HAS_LEFT', () => openLogin(desk, { staffId: ids.manager14 }))
  })

  it('hands the customers to a successor, who sees them as a post of its own', async () => {
    const desk = await deskOf(ids.president4)
    const handed = { managerId: 14, institutionId: 4, successorId: 15 }
    await refused('STILL_KEPT', () => succeedManager(desk, handed))
    await leaveBank(desk, { staffId: ids.manager14, leftOn: today, withCustomers: true })
    await refused('NOT_FOUND', () => succeedManager(desk, { ...handed, successorId: ids.teller6 }))
    await refused('NOT_FOUND', () => succeedManager(desk, { ...handed, managerId: 16, institutionId: 5 }))
    await refused('OWN_RECORD', () => succeedManager(desk, { ...handed, successorId: ids.president4 }))
    expect(await succeedManager(desk, handed)).toMatchObject({ id: expect.any(Number) as number })
    expect(await listOrphans(desk)).toMatchObject({ groups: [{ managerId: null }] })
    const key = (await hats(15)).find((hat) => hat.startsWith('successor:')) ?? ''
    expect((await deskOf(15, key)).person).toMatchObject({ onBehalfOf: 'S14', scope: { managerId: 14, institutions: [4] } })
    await refused('STILL_KEPT', () => succeedManager(desk, handed))
  })

  it('on a later day holds from that day', async () => {
    const desk = await deskOf(ids.president4)
    await leaveBank(desk, { staffId: ids.manager14, leftOn: '2026-12-01', withCustomers: true })
    expect([(await hats(14, '2026-11-30')).length, (await hats(14, '2026-12-01')).length]).toEqual([1, 0])
    expect(await openPersonFile(desk, 14)).toMatchObject({ state: 'leaving', login: 'open' })
    expect(await rejoinBank(desk, 14)).toEqual({ done: true })
    await refused('HAS_NOT_LEFT', () => rejoinBank(desk, 14))
  })

  it('told by the extract ends the session too', async () => {
    await session(ids.manager14)
    await publishOrganisation(databases, told({ left_on: '2026-11-20' }))
    expect(await sessions()).toBe(0)
  })
})

describe('log-ins', () => {
  it('are opened and closed by whoever may, with a password once, and never above or for oneself', async () => {
    const desk = await deskOf(ids.president4)
    expect(await closeLogin(desk, 14)).toEqual({ done: true })
    await refused('LOGIN_STATE', () => closeLogin(desk, 14))
    expect(await openLogin(desk, { staffId: 14 })).toEqual({
      login: 'S14',
      password: expect.stringMatching(/^[a-z]{4}(-[a-z]{4}){3}$/) as string,
    })
    await refused('LOGIN_STATE', () => openLogin(desk, { staffId: 14 }))
    await refused('OWN_RECORD', () => closeLogin(desk, ids.president4))
    await refused('NOT_FOUND', () => closeLogin(desk, ids.president5))
    const added = await addPerson(desk, { name: '新人', institutionId: 4, role: 'teller', fromOn: today })
    if (typeof added === 'string') throw new Error(added)
    await refused('LOGIN_TAKEN', () => openLogin(desk, { staffId: added.staffId, login: 'S13' }))
    expect(await openLogin(desk, { staffId: added.staffId, login: 'xinren' })).toMatchObject({ login: 'xinren' })
    await addPost(await deskOf(ids.subBranch), { staffId: 15, institutionId: 5, role: 'teller', fromOn: today })
    await refused('ELSEWHERE_TOO', () => closeLogin(desk, 15))
  })

  it('wear only posts of their own', async () => {
    const desk = await deskOf(ids.manager14)
    const others = await postOf(15)
    await refused('NOT_FOUND', () => wearPost(desk, sha256('t'), `post:${others}`))
    await refused('NOT_FOUND', () => wearPost(desk, sha256('t'), 'deputy:1'))
    expect(await wearPost(desk, sha256('t'), `post:${await postOf(ids.manager14)}`)).toEqual({ done: true })
  })
})

/** What the bank delivers about manager 14. */
const told = (change: Partial<StaffRow>): StaffRow[] => staff.map((one) => (one.id === 14 ? { ...one, ...change } : one))

describe('the extract, delivered again', () => {
  it('changes no id and nothing that was changed on screen since, until it says something new', async () => {
    const desk = await deskOf(ids.subBranch)
    await transferPost(desk, {
      postId: await postOf(14),
      institutionId: 5,
      role: 'relationship_manager',
      fromOn: today,
      withCustomers: true,
    })
    const added = await addPerson(desk, { name: '新人', institutionId: 4, role: 'teller', fromOn: today })
    const before = await everything()
    await publishOrganisation(databases)
    expect(await everything()).toBe(before)
    expect((await deskOf(14)).person.scope.institutions).toEqual([5])
    await publishOrganisation(databases, told({ institution_id: 6 }), today)
    expect(await hats(14)).toHaveLength(2)
    expect((await deskOf(14)).person.scope.institutions).toEqual([6])
    expect(await openPersonFile(desk, (added as { staffId: number }).staffId)).toMatchObject({
      name: '新人',
      source: 'screen',
      state: 'serving',
    })
  })

  it('keeps a leaving that the bank does not know of, and gives way where the bank says one', async () => {
    const desk = await deskOf(ids.president4)
    await leaveBank(desk, { staffId: 14, leftOn: today, withCustomers: true })
    await publishOrganisation(databases)
    expect(await hats(14)).toEqual([])
    await publishOrganisation(databases, told({ left_on: '2026-12-24' }))
    await refused('FROM_EXTRACT', async () => {
      await sql`update organisation.staff set left_on = '2026-12-24' where id = 14`.execute(databases.owner)
      return leaveBank(desk, { staffId: 14, leftOn: today, withCustomers: true })
    })
  })

  it('tells who is no longer in it, and marks a number that the bank gives to somebody else', async () => {
    const desk = await deskOf(ids.president4)
    await publishOrganisation(
      databases,
      staff.filter(({ id }) => id !== 14),
      '2026-11-21',
    )
    expect(await openPersonFile(desk, 14)).toMatchObject({ state: 'missing' })
    const added = await addPerson(desk, { name: '新人', institutionId: 4, role: 'teller', fromOn: today })
    const number = (await openPersonFile(desk, (added as { staffId: number }).staffId)) as { staffNo: string }
    await publishOrganisation(databases, [
      ...staff,
      { id: 90, staff_no: number.staffNo, name: '另一人', institution_id: 4, role: 'teller', left_on: null },
    ])
    expect(await openPersonFile(desk, 90)).toMatchObject({ staffNo: number.staffNo, name: '另一人' })
    expect(await openPersonFile(desk, (added as { staffId: number }).staffId)).toMatchObject({ name: '新人' })
  })
})
