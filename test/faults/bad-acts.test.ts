import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { businessDateOf } from '../../server/platform/calendar.ts'
import { verifyAudit } from '../../server/platform/audit/verify.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { testDatabase } from '../support/database.ts'
import { openHttpBank, type HttpBank } from '../support/http-bank.ts'
import { stateOf } from './state.ts'

const day = 86_400_000
let databases: Databases
let bank: HttpBank
beforeAll(async () => {
  databases = await testDatabase()
  bank = await openHttpBank(databases)
})
afterAll(() => bank.close())

/** What of the bank has changed while something was done, but for the trail and the sessions. */
async function changedBy(work: () => Promise<unknown>): Promise<string[]> {
  const before = await stateOf(databases)
  await work()
  const after = await stateOf(databases)
  return Object.keys(after).filter(
    (table) => before[table] !== after[table] && !/^audit\.|^organisation\.(session|failed_sign_in)$/.test(table),
  )
}

describe('an approval', () => {
  const change = { key: 'flow.pass_through_days', value: '7', validFrom: '2027-06-01', reason: '总行年度调整' }
  it('is not given by who asked, nor by a role that is not named, nor twice', async () => {
    const [asker, checker, president] = [await bank.enter('S11'), await bank.enter('S17'), await bank.enter('S13')]
    const { id } = (await bank.rpc('policy.propose', change, asker)).json
    const decide = (cookie: string, outcome = 'approved') => bank.rpc('approval.decide', { id, outcome, reason: '已核对无误' }, cookie)
    expect(
      await changedBy(async () => {
        expect(await decide(asker)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
        expect((await decide(president)).status).toBeGreaterThanOrEqual(403)
      }),
    ).toEqual([])
    const [first, second] = await Promise.all([decide(checker), decide(checker)])
    expect([first?.status, second?.status].toSorted()).toEqual([200, 409])
    expect(
      await changedBy(async () => {
        expect(await decide(checker)).toMatchObject({ status: 409 })
        expect(await decide(checker, 'refused')).toMatchObject({ status: 409 })
        expect((await bank.rpc('approval.withdraw', { id }, asker)).status).toBe(409)
      }),
    ).toEqual([])
  })

  it('does not wait for ever', async () => {
    const asker = await bank.enter('S11')
    const { id } = (await bank.rpc('policy.propose', { ...change, key: 'maturity.ahead_days' }, asker)).json
    const start = bank.now.value
    bank.now.value = new Date(start.getTime() + 400 * day)
    const checker = await bank.enter('S17')
    expect(
      await changedBy(async () =>
        expect(await bank.rpc('approval.decide', { id, outcome: 'approved' }, checker)).toMatchObject({ status: 410, code: 'EXPIRED' }),
      ),
    ).toEqual([])
    bank.now.value = start
  })
})

describe('a deputy', () => {
  it('sees what the other sees on the days they were given, and not the day after', async () => {
    const { owner } = databases
    const today = businessDateOf(bank.now.value)
    const { rows } = await sql<{ id: number }>`
      insert into organisation.deputy (kind, principal_id, deputy_id, post_id, institution_id, from_on, until_on, made_by)
      select 'deputy', 16, 13, p.id, p.institution_id, ${today}::date, ${today}::date + 1, 1 from organisation.post p where p.staff_id = 16 returning id`.execute(
      owner,
    )
    const key = `deputy:${rows[0]?.id}`
    const cookie = await bank.enter('S13')
    expect(await bank.rpc('people.wearPost', { key }, cookie)).toMatchObject({ status: 200 })
    const worn = await bank.rpc('organisation.me', undefined, cookie)
    expect(worn.json['institutionId']).toBe(5)
    const start = bank.now.value
    bank.now.value = new Date(start.getTime() + day)
    const tomorrow = await bank.enter('S13')
    expect((await bank.rpc('organisation.me', undefined, tomorrow)).json['institutionId']).toBe(4)
    expect(
      await changedBy(async () => expect(await bank.rpc('people.wearPost', { key }, tomorrow)).toMatchObject({ status: 404 })),
    ).toEqual([])
    // the clock set back ends a session that began later
    const later = await bank.enter('S13')
    bank.now.value = start
    expect(await bank.rpc('organisation.me', undefined, later)).toMatchObject({ status: 401 })
  })
})

describe('another institution', () => {
  it('is not there, whatever number is tried', async () => {
    const president = await bank.enter('S13')
    expect(
      await changedBy(async () => {
        for (const institutionId of [1, 2, 3, 5, 6, 99, 2 ** 31 - 1])
          for (const [route, input] of [
            ['report.outlet', { institutionId }],
            ['customer.list', { institutionId }],
            ['people.add', { name: '张三', institutionId, role: 'teller', fromOn: '2026-12-01' }],
          ] as const) {
            const { status, json } = await bank.rpc(route, input, president)
            expect([route, institutionId, [403, 404, 503].includes(status)]).toEqual([route, institutionId, true])
            expect(JSON.stringify(json)).not.toMatch(/总行|支行|人民路|湖滨/)
          }
      }),
    ).toEqual([])
  })

  it('leaves the trail whole', async () => {
    expect((await verifyAudit(databases.owner)).problems).toEqual([])
  })
})

it('met nothing unexpected in all of this', () => {
  expect(bank.troubles).toEqual([])
})
