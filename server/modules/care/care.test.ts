import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { chen, draftOf, hers, lina, openPost, queued } from '../../../test/support/post-office.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { saveBlocks } from './keep-blocks.ts'
import { listCare } from './list-care.ts'
import { suggestWords } from './suggest-words.ts'

/** 28 February 2027, a Sunday: everybody of the published bank was born on a 28 February */
const day = new Date('2027-02-28T02:00:00Z')
const ho: Person = {
  userId: 1,
  login: 'ho',
  name: '管理员',
  scope: { userId: 1, role: 'head_office', institutionId: 1, institutions: [1, 2, 3, 4, 5, 6], managerId: null },
}

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await openPost(databases)
  await fact(hers.first, 'interest', { field: 'interest', topic: 'garden', text: '阳台上的兰花' })
  await fact(hers.second, 'date', { field: 'date', about: 'wedding', who: null, on: { calendar: 'solar', month: 3, day: 1, leap: false } })
  await fact(hers.second, 'date', {
    field: 'date',
    about: 'memorial',
    who: null,
    on: { calendar: 'solar', month: 2, day: 28, leap: false },
  })
  await fact(hers.second, 'family', {
    field: 'family',
    relation: 'daughter',
    name: '小雨',
    birthYear: 2015,
    birthday: { calendar: 'lunar', month: 1, day: 23, leap: false },
    place: null,
  })
})

async function fact(customerId: number, field: string, detail: object): Promise<void> {
  const id = randomUUID()
  await sql`insert into dossier.fact (id, thread, customer_id, field, detail, said_by, user_id, staff_name, institution_id, recorded_at)
    values (${id}, ${id}, ${customerId}, ${field}, ${JSON.stringify(detail)}::jsonb, 'customer', 5, '李娜', 4, '2026-01-01')`.execute(
    databases.owner,
  )
}

async function rows(person: Person) {
  const outcome = await listCare(databases.app, person, 300, day)
  if (typeof outcome === 'string') throw new Error(outcome)
  return outcome.rows
}

it('lists the day’s occasions of one’s own customers: births, days of the dossier and of the family, never who must not appear', async () => {
  const mine = await rows(lina)
  // of hers, 12 is of code N; days of mourning are none
  expect(mine.map(({ customerId, kind, on, lunar }) => `${customerId} ${kind} ${on}${lunar ? ' lunar' : ''}`)).toEqual([
    '3 birthday 2027-02-28',
    '21 birthday 2027-02-28',
    '30 birthday 2027-02-28',
    '30 family_birthday 2027-02-28 lunar',
    '30 wedding 2027-03-01',
  ])
  expect(mine[3]).toMatchObject({ relation: 'daughter', who: '小雨' })
  expect((await rows(chen)).length).toBeGreaterThan(mine.length)
  expect(await listCare(databases.app, { ...lina, scope: { ...lina.scope, role: 'teller' } }, 300, day)).toBe('FORBIDDEN')
})

it('says whom nobody may write to and why, and what was written already', async () => {
  await sql`insert into privacy.do_not_contact (customer_id, reason, recorded_by) values (${hers.third}, 'x', 1)`.execute(databases.owner)
  await queued(databases, draftOf({ customerId: String(hers.first), occasion: 'birthday' }), lina, day)
  const mine = await rows(lina)
  expect(mine.find(({ customerId }) => customerId === String(hers.third))).toMatchObject({ forbidden: 'do_not_contact', written: false })
  expect(mine.find(({ customerId }) => customerId === String(hers.first))).toMatchObject({ forbidden: null, written: true })
})

const asked = { kind: 'birthday', festival: null, relation: null, who: null } as const

it('suggests different plain words from the dossier, the same for the same day, and none that was sent to somebody before', async () => {
  const suggest = async () => {
    const outcome = await suggestWords(databases.app, lina, { ...asked, customerId: String(hers.first) }, day)
    if (typeof outcome === 'string') throw new Error(outcome)
    return outcome
  }
  const first = await suggest()
  expect(first.suggestions).toHaveLength(3)
  expect(new Set(first.suggestions.map(({ body }) => body)).size).toBe(3)
  expect(first.facts).toContain('阳台上的兰花')
  expect(await suggest()).toEqual(first)
  const sent = first.suggestions[0]?.body ?? ''
  await queued(databases, draftOf({ customerId: String(hers.second), medium: 'wechat', words: { body: sent, title: null } }), lina, day)
  expect((await suggest()).suggestions.map(({ body }) => body)).not.toContain(sent)
  expect(await suggestWords(databases.app, lina, { ...asked, customerId: '4' }, day)).toBe('NOT_FOUND')
})

it('lets head office change the words, without forbidden ones and unknown variables', async () => {
  const change = (body: string, person = ho) => saveBlocks(databases.app, person, { kind: 'day', blocks: [{ part: 'opening', body }] }, day)
  expect(await change('{称呼}好，本产品保本')).toEqual({ badWords: '保本' })
  expect(await change('{称乎}好')).toEqual({ badWords: '{称乎}' })
  expect(await change('好', lina)).toBe('FORBIDDEN')
  expect(await change('{称呼|您}好，问候一声。')).toMatchObject({ mayWrite: true })
})
