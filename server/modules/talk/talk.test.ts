import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { decideRequest } from '../approval/decide-request.ts'
import { kindsByCode } from '../approval/kinds.ts'
import { logContacts } from '../contact/index.ts'
import { contactEntry } from '../contact/contract.ts'
import type { TalkCard, TalkWish } from './contract.ts'
import { endTalk, listTalk, talkApproval, writeTalk } from './keep-talk.ts'

const now = new Date('2026-11-23T02:00:00Z')
const compliance: Scope = { ...scopes.bank, userId: 8, role: 'compliance_officer' }
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `u${scope.userId}`, name: `员工${scope.userId}`, scope })
const manager = person(scopes.manager14)
const writer = person(scopes.bank)
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})

const wish = (more: Partial<TalkWish> = {}): TalkWish => ({
  step: 'objection',
  family: null,
  reason: null,
  drive: null,
  spoken: null,
  title: '“手续太麻烦”',
  body: '问清麻烦在哪一步，能代办的当场代办。',
  replaces: null,
  why: '网点反映多',
  ...more,
})
const cards = async (by = manager): Promise<TalkCard[]> => {
  const listed = await listTalk(databases.app, by)
  if (typeof listed === 'string') throw new Error(listed)
  return listed.cards
}
const titled = async (title: string) => (await cards()).find((card) => card.title === title)
const open = async () =>
  (
    await sql<{ id: string }>`select id::text from approval.request where kind = 'talk_card' order by id desc limit 1`.execute(
      databases.owner,
    )
  ).rows[0]?.id ?? ''
const decide = (by: Person, id: string, outcome: 'approved' | 'refused') =>
  decideRequest(databases.app, kindsByCode([talkApproval]), by, { id, outcome, reason: outcome === 'refused' ? '不妥' : '' }, now)

it('the library begins with every step, and with what is underneath every family', async () => {
  const found = await cards()
  expect(new Set(found.map(({ step }) => step))).toEqual(new Set(['opening', 'need', 'objection', 'closing', 'after']))
  const families = new Set(found.flatMap(({ step, family }) => (step === 'need' ? [family] : [])))
  expect(families).toEqual(new Set(['time_deposit', 'wealth_product', 'fund', 'insurance', 'bond', 'precious_metal', 'loan', 'card']))
})

it('a card that names no product stands at once; another takes its place and the old one ends', async () => {
  expect(await writeTalk(databases.app, writer, wish(), now)).toEqual({ outcome: 'saved' })
  const card = await titled('“手续太麻烦”')
  expect(card).toMatchObject({ step: 'objection', used: 0 })
  expect(await writeTalk(databases.app, writer, wish({ title: '“太麻烦了”', replaces: card?.id ?? 0 }), now)).toEqual({ outcome: 'saved' })
  expect(await titled('“手续太麻烦”')).toBeUndefined()
  expect(await writeTalk(databases.app, writer, wish({ replaces: card?.id ?? 0 }), now)).toBe('NOT_FOUND')
  const next = await titled('“太麻烦了”')
  expect(await endTalk(databases.app, writer, next?.id ?? 0, now)).toEqual({ ended: true })
  expect(await endTalk(databases.app, writer, next?.id ?? 0, now)).toBe('NOT_FOUND')
})

it('a card that names a product waits for compliance, and so does what takes its place', async () => {
  const named = wish({ family: 'fund', title: '“基金亏怕了”' })
  expect(await writeTalk(databases.app, writer, named, now)).toEqual({ outcome: 'asked' })
  expect(await writeTalk(databases.app, writer, named, now)).toBe('UNDER_WAY')
  expect(await titled('“基金亏怕了”')).toBeUndefined()
  expect(await decide(person(compliance), await open(), 'approved')).toMatchObject({ state: 'approved' })
  const card = await titled('“基金亏怕了”')
  expect(card).toMatchObject({ family: 'fund' })
  expect(await writeTalk(databases.app, writer, wish({ title: '改成不写类别', replaces: card?.id ?? 0 }), now)).toEqual({
    outcome: 'asked',
  })
  expect(await titled('“基金亏怕了”')).toBeDefined()
  await decide(person(compliance), await open(), 'refused')
  expect(await titled('改成不写类别')).toBeUndefined()
})

it('refuses words no customer may be told, and everybody but head office; by hand nothing passes either', async () => {
  expect(await writeTalk(databases.app, writer, wish({ body: '这个产品保本，收益稳赚' }), now)).toBe('FORBIDDEN_WORDS')
  expect(await writeTalk(databases.app, manager, wish(), now)).toBe('FORBIDDEN')
  expect(await endTalk(databases.app, manager, 1, now)).toBe('FORBIDDEN')
  expect(await listTalk(databases.app, person(scopes.teller))).toBe('FORBIDDEN')
  const attempt = (scope: Scope, statement: string) => withScope(databases.app, scope, (trx) => sql.raw(statement).execute(trx))
  await expect(
    attempt(scopes.bank, `insert into talk.card (step, family, title, body, made_by) values ('closing', 'fund', 'x', 'x', 1)`),
  ).rejects.toThrow(/row-level/)
  await expect(attempt(scopes.bank, `update talk.card set body = 'x'`)).rejects.toThrow(/permission denied/)
})

it('counts what came of the contacts a card was used in, in the eyes of who looks', async () => {
  const [card] = await cards()
  const log = (customerId: number, more: object) =>
    logContacts(
      databases.app,
      manager,
      [
        contactEntry.parse({
          id: randomUUID(),
          customerId: String(customerId),
          at: now.toISOString(),
          channel: 'call',
          outcome: 'reached',
          cards: [card?.id, 999_999],
          ...more,
        }),
      ],
      now,
    )
  await log(3, { mood: 'pleased', nextStep: 'meet' })
  await log(12, { outcome: 'refused' })
  expect(await titled(card?.title ?? '')).toMatchObject({ used: 2, reached: 1, welcome: 1, onward: 1, refused: 1 })
  const other = (await cards(person({ ...scopes.manager14, userId: 9, managerId: 15 }))).find(({ id }) => id === card?.id)
  expect(other).toMatchObject({ used: 0 })
})
