import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, publishRows, scopes } from '../../../test/support/published-bank.ts'
import { verifyAudit } from '../../platform/audit/verify.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { mayContact } from './contact-permission.ts'
import type { ChoiceInput } from './contract.ts'
import { endChoice } from './end-choice.ts'
import { recordChoice } from './record-choice.ts'
import { showPermission } from './show-permission.ts'

const monday = new Date('2026-03-02T10:00:00+08:00')
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})

const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: '某人', scope })
const record = (customerId: number, choice: ChoiceInput, scope: Scope = scopes.outlet4, at = monday) =>
  recordChoice(databases.app, person(scope), { customerId: String(customerId), choice }, at)
const proven = { textVersion: 'v3', source: 'paper' as const, proof: '档案 12', validFrom: '2026-03-01' }
const consent = (more: object = {}): ChoiceInput => ({
  kind: 'consent',
  channels: ['call'],
  purposes: ['marketing', 'event'],
  ...proven,
  validTo: null,
  customerAsked: false,
  ...more,
})
const refusal = (more: object = {}): ChoiceInput => ({
  kind: 'refusal',
  channels: ['call'],
  purposes: [],
  source: 'said',
  proof: null,
  ...more,
})
const reasonOf = async (customer: number, purpose: 'marketing' | 'event' = 'marketing', at = monday) => {
  const answers = await withScope(databases.app, scopes.outlet4, (trx) =>
    mayContact(trx, [BigInt(customer)], { channel: 'call', purpose, at }),
  )
  return answers.get(BigInt(customer))?.reason
}
const choices = async (customer: number, scope: Scope = scopes.outlet4) => {
  const shown = await showPermission(databases.app, person(scope), { customerId: String(customer) }, monday)
  if (typeof shown === 'string') throw new Error(shown)
  return shown.choices
}

describe('consent and refusal', () => {
  it('a consent opens its channels and purposes, and is not recorded twice', async () => {
    expect(await record(3, consent())).toEqual({ recorded: 2 })
    expect([await reasonOf(3), await reasonOf(3, 'event')]).toEqual(['allowed', 'allowed'])
    expect(await record(3, consent())).toBe('ALREADY_HELD')
  })

  it('a refusal beats it, and is not asked about again before its time unless the customer comes forward', async () => {
    expect(await record(3, refusal())).toEqual({ recorded: 1 })
    expect(await reasonOf(3)).toBe('refused')
    expect(await record(3, refusal({ purposes: ['event'] }))).toBe('ALREADY_HELD')
    expect((await choices(3)).find(({ kind }) => kind === 'refusal')?.askAgainOn).toBe('2026-08-29')
    const later = { proof: '档案 13', purposes: ['marketing'] }
    expect(await record(3, consent(later), scopes.outlet4, new Date('2026-08-28T10:00:00+08:00'))).toBe('REFUSED_LATELY')
    expect(await record(3, consent({ ...later, customerAsked: true }))).toEqual({ recorded: 1 })
    expect([await reasonOf(3), await reasonOf(3, 'event')]).toEqual(['allowed', 'refused'])
    const { rows } = await sql<{ purpose: string; at: string }>`select purpose, (refused_at at time zone 'Asia/Shanghai')::date as at
      from privacy.refusal where customer_id = 3 and ended_at is null order by 1`.execute(databases.owner)
    expect(rows).toEqual(['care', 'event', 'survey'].map((purpose) => ({ purpose, at: '2026-03-02' })))
  })

  it('the bank may ask when the time is over', async () => {
    await record(15, refusal())
    expect(await record(15, consent({ purposes: ['event'] }), scopes.outlet4, new Date('2026-08-29T10:00:00+08:00'))).toEqual({
      recorded: 1,
    })
  })

  it('a withdrawal ends a consent once, with its ground', async () => {
    const held = (await choices(3)).find((choice) => choice.kind === 'consent' && choice.purpose === 'marketing' && choice.endedAt === null)
    const end = { customerId: '3', kind: 'consent' as const, id: held?.id ?? '', source: 'said', proof: null }
    expect(await endChoice(databases.app, person(scopes.outlet5), end, monday)).toBe('NOT_FOUND')
    expect(await endChoice(databases.app, person(scopes.outlet4), end, monday)).toEqual({ ended: true })
    expect(await endChoice(databases.app, person(scopes.outlet4), end, monday)).toBe('NOT_FOUND')
  })
})

describe('what keeps quiet', () => {
  it('do-not-contact beats all, and is lifted by who answers for it', async () => {
    await record(24, consent())
    expect(await record(24, { kind: 'do_not_contact', reason: '客户来函', source: 'paper', proof: '函 7' }, scopes.manager14)).toBe(
      'NOT_FOUND',
    )
    expect(await record(24, { kind: 'do_not_contact', reason: '客户来函', source: 'paper', proof: '函 7' })).toEqual({ recorded: 1 })
    expect(await reasonOf(24)).toBe('do_not_contact')
    const id = (await choices(24)).find(({ kind }) => kind === 'do_not_contact')?.id ?? ''
    const end = { customerId: '24', kind: 'do_not_contact' as const, id, source: 'paper', proof: '函 8' }
    const lobby = { ...scopes.outlet4, role: 'lobby_manager' }
    expect(await endChoice(databases.app, person(lobby), end, monday)).toBe('FORBIDDEN')
    expect(await endChoice(databases.app, person(scopes.outlet4), end, monday)).toEqual({ ended: true })
    expect(await reasonOf(24)).toBe('allowed')
  })

  it('a quiet period holds for its days, within the policy’s longest', async () => {
    const quiet = (validTo: string): ChoiceInput => ({ kind: 'quiet_period', about: 'bereavement', validFrom: '2026-03-02', validTo })
    expect(await record(24, quiet('2027-03-04'))).toBe('TOO_LONG')
    expect(await record(24, quiet('2026-03-08'))).toEqual({ recorded: 1 })
    expect([await reasonOf(24), await reasonOf(24, 'marketing', new Date('2026-03-09T10:00:00+08:00'))]).toEqual([
      'quiet_period',
      'allowed',
    ])
  })

  it('so does a complaint of the bank’s records', async () => {
    const complaint = { business_date: '2026-11-20', customer_id: 24, institution_id: 4, complaints: 1, opened_on: '2026-11-01' }
    await publishRows(databases.owner, 'privacy.open_complaint', [complaint])
    expect(await reasonOf(24, 'marketing', new Date('2026-03-09T10:00:00+08:00'))).toBe('open_complaint')
  })
})

describe('children and sensitive data', () => {
  it('a guardian is recorded for a child only, and must be a customer in sight', async () => {
    const guardian = (guardianCustomerNo: string): ChoiceInput => ({ kind: 'guardian', guardianCustomerNo, relation: 'mother', ...proven })
    expect(await record(3, guardian('C000006'))).toBe('NOT_A_CHILD')
    await sql`update customer.customer set birth_date = '2020-01-01' where customer_id = 18`.execute(databases.owner)
    expect(await record(18, guardian('C000005'))).toBe('NO_SUCH_GUARDIAN')
    expect(await record(18, guardian('C000006'))).toEqual({ recorded: 1 })
    expect(await record(18, guardian('C000006'))).toBe('ALREADY_HELD')
  })

  it('sensitive data has a consent of its own, not taken by tellers', async () => {
    const choice: ChoiceInput = { kind: 'sensitive_consent', category: 'health', usedFor: '健康角血压记录', ...proven, validTo: null }
    const teller = { ...scopes.outlet4, role: 'teller' }
    expect(await record(3, choice, teller)).toBe('FORBIDDEN')
    expect(await record(3, choice)).toEqual({ recorded: 1 })
    expect(await record(3, choice)).toBe('ALREADY_HELD')
  })
})

describe('proof', () => {
  it('of others is not found, and every refusal is on record', async () => {
    expect(await record(4, refusal())).toBe('NOT_FOUND')
    expect(await record(999, refusal())).toBe('NOT_FOUND')
    expect(
      await recordChoice(databases.app, person(scopes.outlet4), { customerId: '9999999999999999999', choice: refusal() }, monday),
    ).toBe('NOT_FOUND')
    const { rows } = await sql<{ detail: object }>`select detail from audit.entry where action = 'record-choice' and outcome = 'refused'
      order by id desc limit 1`.execute(databases.owner)
    expect(rows[0]?.detail).toEqual({ kind: 'refusal', refusal: 'NOT_FOUND' })
    expect((await verifyAudit(databases.owner)).problems).toEqual([])
  })

  it.each([
    `update privacy.consent set valid_to = '2026-01-01'`,
    `update privacy.refusal set ended_at = null, ended_by = null where ended_at is not null`,
    `update privacy.quiet_period set ended_at = now(), ended_by = 3, kind = 'asked'`,
    'delete from privacy.refusal',
    'truncate privacy.guardian',
  ])('is rewritten by nobody, the owner included: %s', async (statement) => {
    await expect(sql.raw(statement).execute(databases.owner)).rejects.toThrow(/is refused/)
  })
})
