import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { chen, draftOf, hers, lina, morning, openPost, queued } from '../../../test/support/post-office.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { decideRequest } from '../approval/decide-request.ts'
import { kindsByCode } from '../approval/kinds.ts'
import { checkDraft } from './check-draft.ts'
import type { Draft } from './message-terms.ts'
import { sendOne } from './send-message.ts'
import { endTemplate, listTemplates, proposeTemplate, templateApproval } from './templates.ts'

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await openPost(databases)
})

const ofRole = (role: string, userId: number): Person => ({
  userId,
  login: role,
  name: role,
  scope: { userId, role, institutionId: 1, institutions: [1, 2, 3, 4, 5, 6], managerId: null },
})
const headOffice = ofRole('head_office', 1)
const compliance = ofRole('compliance_officer', 7)
const send = (draft: Draft, person = lina, now = morning) => sendOne(databases.app, person, draft, now)
const refusalOf = async (draft: Draft, person = lina) => {
  const outcome = await send(draft, person)
  return 'refused' in outcome ? outcome.refused : outcome.result
}
const words = (body: string): Draft['words'] => ({ body, title: null })

it('keeps message, job and fingerprint with the act, or none of them', async () => {
  const draft = draftOf()
  const act = withScope(databases.app, lina.scope, async (trx) => {
    const { queueMessage } = await import('./queue-message.ts')
    await queueMessage(trx, lina, draft, morning)
    throw new Error('the act failed')
  })
  await expect(act).rejects.toThrow('the act failed')
  const { rows } = await sql<{
    n: number
  }>`select (select count(*) from message.message)::int + (select count(*) from graphile_worker._private_jobs)::int as n`.execute(
    databases.owner,
  )
  expect(rows[0]?.n).toBe(0)
})

it('takes the same message once, also from two sides at once, and nobody else’s id', async () => {
  const draft = draftOf()
  const results = await Promise.all([send(draft), send(draft)])
  expect(results.map((one) => ('result' in one ? one.result : one.refused)).toSorted()).toEqual(['queued', 'repeated'])
  expect(await refusalOf({ ...draft, customerId: String(hers.second) })).toBe('CONFLICT')
  expect(await refusalOf(draft, chen)).toBe('CONFLICT')
})

it('refuses, each by its name and on record: role, sight, words, length, address, permission, promotion in own words', async () => {
  const teller: Person = { ...lina, scope: { ...lina.scope, role: 'teller' } }
  const say = (more: Partial<Draft>, person = lina) => refusalOf(draftOf(more), person)
  expect(await say({}, teller)).toBe('FORBIDDEN')
  expect(await say({ customerId: '4' })).toBe('NOT_FOUND')
  expect(await say({ customerId: '99999999999999999' })).toBe('NOT_FOUND')
  expect(await say({ purpose: 'marketing' })).toBe('TEMPLATE_ONLY')
  expect(await say({ purpose: 'marketing', words: { template: 'none_such', values: {} } })).toBe('NO_TEMPLATE')
  expect(await say({ medium: 'sms', words: words('好'.repeat(301)) })).toBe('TOO_LONG')
  // 12 is of code N: nobody writes to them, and nothing tells why
  expect(await say({ customerId: '12' })).toBe('NOT_ALLOWED')
  await sql`insert into message.address (customer_id, email, said_by, user_id, recorded_at) values (${hers.third}, null, 'customer', 5, now())`.execute(
    databases.owner,
  )
  expect(await say({ customerId: String(hers.third) })).toBe('NO_ADDRESS')
  const outcome = await send(draftOf({ words: words('这款产品保 本，年化高收益') }))
  expect(outcome).toEqual({
    refused: 'FORBIDDEN_WORDS',
    data: {
      places: [
        { kind: 'promise', word: '保 本', from: 4, until: 7 },
        { kind: 'inducing', word: '高收益', from: 10, until: 13 },
      ],
    },
  })
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from audit.entry where action = 'queue-message' and outcome = 'refused'`.execute(databases.owner)
  expect(rows[0]?.n).toBeGreaterThanOrEqual(10)
})

const blessing = '客户21，生日快乐！记得您爱听评书，改天给您带张碟来，愿您天天有好心情，事事都顺心。'

it('refuses a copy of what anybody sent to anybody within the months, and tells what it is like, not to whom', async () => {
  await queued(databases, draftOf({ words: words(blessing) }), chen)
  const copy = blessing.replace('客户21', '客户30')
  const outcome = await send(draftOf({ customerId: String(hers.second), words: words(copy) }))
  expect(outcome).toMatchObject({
    refused: 'NEAR_DUPLICATE',
    data: { refused: true, staffName: '陈静', mine: false, writtenOn: '2026-11-20' },
  })
  // changed here and there it is still much the same: marked, and sent only by who has seen it
  const changed = copy.replace('改天', '下周').replace('事事都顺心', '日日开怀')
  const marked = await send(draftOf({ customerId: String(hers.second), words: words(changed) }))
  expect(marked).toMatchObject({ refused: 'NEAR_DUPLICATE', data: { refused: false } })
  expect(await refusalOf(draftOf({ customerId: String(hers.second), words: words(changed), seenLikeness: true }))).toBe('queued')
  const checked = await checkDraft(databases.app, lina, { customerId: String(hers.second), medium: 'sms', body: copy }, morning)
  if (typeof checked === 'string') throw new Error(checked)
  expect(checked.likeness?.shared.map(({ from, until }) => copy.slice(from, until)).join('')).toContain('记得您爱听评书')
  // a year and more later it is forgotten
  const later = new Date('2027-11-22T02:00:00Z')
  expect(await send(draftOf({ customerId: String(hers.second), words: words(copy) }), lina, later)).toMatchObject({ result: 'queued' })
})

it('lets what never left be said again', async () => {
  const text = words('听说您搬到新城区了，恭喜乔迁，附近那家菜场早上八点前最新鲜。')
  const id = await queued(databases, draftOf({ words: text }))
  expect(await refusalOf(draftOf({ words: text }))).toBe('NEAR_DUPLICATE')
  await sql`update message.dispatch set state = 'cancelled' where message_id = ${id}`.execute(databases.owner)
  expect(await refusalOf(draftOf({ words: text }))).toBe('queued')
})

it('brings a wording into use by two people, with a number and a last day, and out of use by one', async () => {
  const wish = {
    code: 'walk',
    name: '活动邀请',
    media: ['sms' as const],
    purpose: 'event' as const,
    body: '{称呼|您}好，{活动}诚邀您参加。',
    validFrom: '2026-11-20',
    validTo: '2026-12-31',
    reason: '年末活动',
  }
  const propose = (more: object, person = headOffice) => proposeTemplate(databases.app, person, { ...wish, ...more }, morning)
  expect(await propose({}, lina)).toEqual({ refused: 'FORBIDDEN' })
  expect(await propose({ body: '存款送礼' })).toMatchObject({
    refused: 'FORBIDDEN_WORDS',
    data: { places: [{ word: '存款送礼', from: 0, until: 4 }] },
  })
  expect(await propose({ body: '{称乎}好' })).toEqual({ refused: 'BAD_VARIABLE', data: { text: '{称乎}', from: 0 } })
  expect(await propose({ validTo: '2029-01-01' })).toEqual({ refused: 'TOO_LONG_IN_USE' })
  const asked = await propose({})
  if ('refused' in asked) throw new Error(asked.refused)
  expect(await propose({})).toEqual({ refused: 'UNDER_WAY' })
  const invite = (values: object) => send(draftOf({ medium: 'sms', purpose: 'event', words: { template: 'walk', values: { ...values } } }))
  expect(await invite({ 活动: '登山' })).toEqual({ refused: 'NO_TEMPLATE' })
  const decided = await decideRequest(
    databases.app,
    kindsByCode([templateApproval]),
    compliance,
    { id: asked.requestId, outcome: 'approved', reason: '合规' },
    morning,
  )
  expect(decided).toMatchObject({ state: 'approved' })
  expect(await invite({})).toEqual({ refused: 'MISSING_VALUES', data: { missing: ['活动'] } })
  const outcome = await invite({ 活动: '登山' })
  if ('refused' in outcome) throw new Error(outcome.refused)
  const { rows } = await sql<{
    body: string
    number: string
  }>`select m.body, t.number from message.message m join message.template t on t.id = m.template_id where m.id = ${outcome.id}`.execute(
    databases.owner,
  )
  expect(rows[0]?.body).toBe('客先生好，登山诚邀您参加。 拒收请回复R')
  expect(rows[0]?.number).toMatch(/^MB-2026-\d{4}$/)
  const listed = await listTemplates(databases.app, compliance, morning)
  const id = typeof listed === 'string' ? '' : (listed.templates[0]?.id ?? '')
  expect(await endTemplate(databases.app, lina, { id, reason: 'x' }, morning)).toBe('FORBIDDEN')
  expect(await endTemplate(databases.app, compliance, { id, reason: '活动取消' }, morning)).toEqual({ ended: true })
  expect(await endTemplate(databases.app, compliance, { id, reason: '活动取消' }, morning)).toBe('CONFLICT')
  expect(await invite({ 活动: '登山' })).toEqual({ refused: 'NO_TEMPLATE' })
})

it('keeps the fingerprint of others unread: neither customers nor words are in sight of the web’s role', async () => {
  await expect(withScope(databases.app, lina.scope, (trx) => sql`select * from message.fingerprint`.execute(trx))).rejects.toThrow(
    /permission denied/,
  )
  await expect(withScope(databases.app, lina.scope, (trx) => sql`select sealed from message.gateway`.execute(trx))).rejects.toThrow(
    /permission denied/,
  )
})
