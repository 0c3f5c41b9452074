import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { mayContact } from './contact-permission.ts'

const monday = new Date('2026-03-02T10:00:00+08:00')
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})

/** customers 3, 6, 15 and 24 are of outlet 4 and ordinary; 12 has code N, 9 is dead, 4 is of outlet 5 */
async function reasons(ids: bigint[], channel: 'call' | 'sms' = 'call', at = monday, scope: Scope = scopes.outlet4) {
  const answers = await withScope(databases.app, scope, (trx) => mayContact(trx, ids, { channel, purpose: 'marketing', at }))
  return ids.map((id) => answers.get(id)?.reason)
}
const as = (scope: Scope, statement: string) => withScope(databases.app, scope, (trx) => sql.raw(statement).execute(trx))
const consent = (
  customer: number,
  more = '',
) => `insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from${more ? ', valid_to' : ''}, recorded_by)
  values (${customer}, 'call', 'marketing', 'v1', 'paper', '档案 12', '2026-01-01'${more}, 3)`

describe('permission to contact', () => {
  it('starts from no: no default consent', async () => {
    expect(await reasons([3n, 12n, 9n, 4n, 999n])).toEqual([
      'no_consent',
      'not_for_marketing',
      'deceased',
      'unknown_customer',
      'unknown_customer',
    ])
  })

  it('follows what the customer says, a refusal beating consent and do-not-contact all', async () => {
    await as(scopes.outlet4, consent(3))
    expect(await reasons([3n])).toEqual(['allowed'])
    expect(await reasons([3n], 'sms')).toEqual(['no_consent'])
    await as(scopes.outlet4, `insert into privacy.refusal (customer_id, channel, refused_at, recorded_by) values (3, 'call', now(), 3)`)
    expect(await reasons([3n])).toEqual(['refused'])
    await as(scopes.outlet4, `insert into privacy.do_not_contact (customer_id, reason, recorded_by) values (3, '客户来函', 3)`)
    expect(await reasons([3n])).toEqual(['do_not_contact'])
    for (const table of ['do_not_contact', 'refusal'])
      await as(scopes.outlet4, `update privacy.${table} set ended_at = now(), ended_by = 3`)
    expect(await reasons([3n])).toEqual(['allowed'])
    await as(scopes.outlet4, 'update privacy.consent set ended_at = now(), ended_by = 3')
    expect(await reasons([3n])).toEqual(['no_consent'])
  })

  it('keeps to the dates of consent, to hours and to the calendar', async () => {
    await as(scopes.outlet4, consent(6, `, '2026-03-02'`))
    expect(await reasons([6n])).toEqual(['allowed'])
    expect(await reasons([6n], 'call', new Date('2026-03-03T10:00:00+08:00'))).toEqual(['no_consent'])
    expect(await reasons([6n], 'call', new Date('2026-03-02T12:30:00+08:00'))).toEqual(['quiet_hours'])
    expect(await reasons([6n], 'call', new Date('2026-03-01T10:00:00+08:00'))).toEqual(['not_a_working_day'])
    await sql`insert into privacy.calendar_exception values ('2026-03-01', true, '调休'), ('2026-03-02', false, '假日')`.execute(
      databases.owner,
    )
    expect(await reasons([6n], 'call', new Date('2026-02-28T10:00:00+08:00'))).toEqual(['allowed'])
    expect(await reasons([6n], 'call', new Date('2026-02-23T10:00:00+08:00'))).toEqual(['not_a_working_day'])
    expect(await reasons([6n], 'call', new Date('2026-03-01T10:00:00+08:00'))).toEqual(['allowed'])
    expect(await reasons([6n])).toEqual(['not_a_working_day'])
  })
})

describe('the guard', () => {
  it('shows choices with their customer only', async () => {
    await as(scopes.outlet4, consent(15))
    const seen = (scope: Scope) => as(scope, 'select id from privacy.consent where customer_id = 15')
    expect((await seen(scopes.outlet4)).rows).toHaveLength(1)
    expect((await seen(scopes.outlet5)).rows).toHaveLength(0)
  })

  it.each([
    ['a customer of another outlet', consent(4)],
    ["somebody else's hand", consent(15).replace(', 3)', ', 4)')],
    [
      'a row already ended',
      `insert into privacy.refusal (customer_id, channel, refused_at, recorded_by, ended_at, ended_by) values (15, 'sms', now(), 3, now(), 3)`,
    ],
  ])('refuses %s', async (_what, statement) => {
    await expect(as(scopes.outlet4, statement)).rejects.toThrow(/row-level security/)
  })

  it.each([`update privacy.consent set channel = 'sms'`, 'delete from privacy.consent'])('refuses %s', async (statement) => {
    await expect(as(scopes.outlet4, statement)).rejects.toThrow(/permission denied/)
  })
})
