import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { decideRequest } from '../approval/decide-request.ts'
import { kindsByCode } from '../approval/kinds.ts'
import { policyApprovals } from './approval-kinds.ts'
import { policyAt, policyRows } from './index.ts'
import { installPack } from './install-pack.ts'
import { listPolicies, policyHistory } from './list-policies.ts'
import { packAt } from './pack.sql.ts'
import { proposeChange, proposePack } from './propose-change.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const tomorrow = '2026-11-23'
const kinds = kindsByCode(Object.values(policyApprovals))
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `人员${scope.userId}`, scope })
const maker = person(scopes.bank)
const checker = person({ ...scopes.bank, userId: 21 })
const compliance = person({ ...scopes.bank, userId: 9, role: 'compliance_officer' })
const president = person(scopes.outlet4)

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await installPack(databases.owner, undefined)
})

const propose = (key: string, value: string, validFrom = tomorrow, by = maker, at = now) =>
  proposeChange(databases.app, by, { key, value, validFrom, reason: '总行年度调整' }, at)
const idOf = (outcome: object | string): string => {
  if (typeof outcome === 'object' && 'id' in outcome && typeof outcome.id === 'string') return outcome.id
  throw new Error(`not proposed: ${JSON.stringify(outcome)}`)
}
const decide = (by: Person, id: string, at = now) => decideRequest(databases.app, kinds, by, { id, outcome: 'approved', reason: '' }, at)
const wholeOn = async (date: string, key: string) => (await policyAt(databases.owner, date)).whole(key)
const line = 'tier.potential.from_fen'

describe('a change', () => {
  it('is asked for by one, checked by another, and holds from its day on', async () => {
    const id = idOf(await propose(line, '8000000'))
    expect(await wholeOn(tomorrow, line)).toBe(5_000_000)
    expect(await decide(maker, id)).toEqual({ refused: 'own' })
    expect(await decide(president, id)).toEqual({ refused: 'not_found' })
    expect(await decide(checker, id)).toMatchObject({ state: 'approved' })
    expect([await wholeOn('2026-11-22', line), await wholeOn(tomorrow, line)]).toEqual([5_000_000, 8_000_000])
    const history = await policyHistory(databases.app, president, line)
    expect(history).toMatchObject({
      rows: [
        { validFrom: tomorrow, text: { zh: '8万元' }, was: { zh: '5万元' }, madeBy: '人员1', checkedBy: '人员21', reason: '总行年度调整' },
        { validFrom: '1900-01-01', was: null, madeBy: null },
      ],
    })
  })

  it('that is still to come is taken back by a newer version of its day', async () => {
    const day = '2026-12-10'
    await decide(checker, idOf(await propose('activity.cooling_from_days', '60', day)))
    expect(await wholeOn(day, 'activity.cooling_from_days')).toBe(60)
    await decide(checker, idOf(await propose('activity.cooling_from_days', '90', day)))
    expect(await wholeOn('2027-01-01', 'activity.cooling_from_days')).toBe(90)
    const list = await listPolicies(databases.app, maker, now)
    const keys = list === 'FORBIDDEN' ? [] : list.groups.flatMap((group) => group.keys)
    expect(keys.find(({ key }) => key === 'activity.cooling_from_days')).toMatchObject({ value: '90', upcoming: [], pendingId: null })
    expect(keys.find(({ key }) => key === line)).toMatchObject({ value: '5000000', upcoming: [{ value: '8000000', validFrom: tomorrow }] })
  })

  it.each([
    ['today', line, '9000000', '2026-11-22', /最早为 2026-11-23/],
    ['no date', line, '9000000', '2026-02-30', /不是日期/],
    ['a fraction', line, '1.5', tomorrow, /整数/],
    ['out of range', line, '1', tomorrow, /应在 1元 到 10亿元 之间/],
    ['a line above the next one', line, '30000000', tomorrow, /潜力层下限（30万元）应小于中高端层下限（20万元）/],
    ['a line below the one beneath', 'tier.mid_to_high.from_fen', '6000000', '2026-12-31', /应小于中高端层下限/],
    ['no such code', 'tier.basis', "x'; drop table policy.policy; --", tomorrow, /只能是：月日均、时点/],
    ['a list that falls', 'masking.balance_bands_fen', '500 100', tomorrow, /从小到大/],
  ])('is refused with its reason: %s', async (_what, key, value, validFrom, problem) => {
    expect(await propose(key, value, validFrom)).toEqual({ problem: expect.stringMatching(problem) })
  })

  it('is refused for others, unknown keys, the same value, and while one is open; each on record', async () => {
    expect(await propose(line, '9000000', tomorrow, president)).toBe('FORBIDDEN')
    expect(await propose('no.such_key', '1')).toBe('NOT_FOUND')
    expect(await propose(line, '8000000')).toEqual({ conflict: expect.stringMatching(/本来就是/) })
    await propose(line, '7000000')
    expect(await propose(line, '6000000')).toEqual({ conflict: expect.stringMatching(/待审批/) })
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from audit.entry where action = 'propose-policy' and outcome = 'refused'`.execute(databases.owner)
    expect(rows[0]?.n).toBeGreaterThanOrEqual(4)
  })

  it('is no longer possible once its day has come, or another change came first', async () => {
    const id = idOf(await propose('maturity.ahead_days', '45'))
    const tooLate = new Date('2026-11-23T09:00:00+08:00')
    expect(await decide(checker, id, tooLate)).toMatchObject({ refused: 'conflict', message: expect.stringMatching(/最早为 2026-11-24/) })
    await decide(checker, id)
    const second = idOf(await propose('maturity.ahead_days', '60', '2026-11-30'))
    await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason) values ('maturity.ahead_days', '2026-11-25', 1, '50', 'days', 'M11', 'x')`.execute(
      databases.owner,
    )
    expect(await decide(checker, second)).toMatchObject({ refused: 'conflict', message: expect.stringMatching(/已有其他变更/) })
  })

  it('of a key of protection is checked by compliance', async () => {
    const id = idOf(await propose('lookup_watch.bulk_customers', '40'))
    expect(await decide(checker, id)).toEqual({ refused: 'not_found' })
    expect(await decide(compliance, id)).toMatchObject({ state: 'approved' })
    expect(await wholeOn(tomorrow, 'lookup_watch.bulk_customers')).toBe(40)
  })
})

describe('the database', () => {
  it('takes from the web what was approved and nothing else', async () => {
    const id = idOf(await propose('flow.pass_through_days', '5'))
    const insert = (value: string, request: string | null) =>
      withScope(databases.app, checker.scope, (trx) =>
        sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason, made_by, made_name, checked_by, checked_name, request_id)
          values ('flow.pass_through_days', ${tomorrow}, 9, ${value}, 'days', 'x', 'x', ${request && 1}, 'x', ${request && 21}, 'x', ${request}::bigint)`.execute(
          trx,
        ),
      )
    await expect(insert('5', null)).rejects.toThrow(/needs an approved request/)
    await expect(insert('5', id)).rejects.toThrow(/did not approve/)
    await decide(checker, id)
    await expect(insert('6', id)).rejects.toThrow(/did not approve/)
    await expect(
      withScope(databases.app, maker.scope, (trx) =>
        sql`insert into policy.pack_choice (pack, valid_from) values ('plain', '2027-01-01')`.execute(trx),
      ),
    ).rejects.toThrow(/approved request/)
    await expect(sql`update policy.pack_choice set pack = 'plain'`.execute(databases.owner)).rejects.toThrow(/never changed/)
  })
})

describe('reading', () => {
  it('is for head office, compliance and presidents, who do not see the lines of the watch', async () => {
    const groupsOf = async (by: Person) => {
      const list = await listPolicies(databases.app, by, now)
      return list === 'FORBIDDEN' ? list : list.groups.map(({ code }) => code)
    }
    expect(await groupsOf(compliance)).toEqual(expect.arrayContaining(['tier', 'protection', 'sign_on']))
    expect(await groupsOf(president)).not.toContain('protection')
    expect(await policyHistory(databases.app, president, 'lookup_watch.bulk_customers')).toBe('NOT_FOUND')
    expect([await groupsOf(person(scopes.teller)), await policyHistory(databases.app, person(scopes.manager14), line)]).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
    ])
  })
})

describe('the regulation pack', () => {
  it('is chosen once; later it is switched by two people, from a day on', async () => {
    expect(await installPack(databases.owner, 'plain')).toEqual({ pack: 'cn', refused: 'plain' })
    await expect(installPack(databases.owner, 'none')).rejects.toThrow(/可用的有：cn、plain/)
    const day = '2027-01-01'
    const switchTo = (pack: string) => proposePack(databases.app, maker, { pack, validFrom: day, reason: '新的监管口径' }, now)
    expect(await switchTo('nowhere')).toBe('NOT_FOUND')
    expect(await switchTo('cn')).toEqual({ conflict: expect.stringMatching(/本来就是/) })
    const id = idOf(await switchTo('plain'))
    expect(await decide(checker, id)).toEqual({ refused: 'not_found' })
    expect(await decide(compliance, id)).toMatchObject({ state: 'approved' })
    expect([(await packAt(databases.owner, '2026-12-31'))?.pack, (await packAt(databases.owner, day))?.pack]).toEqual(['cn', 'plain'])
    const rows = await policyRows(databases.owner)
    expect(rows.filter(({ validFrom }) => validFrom === day).map(({ key }) => key)).toContain('reward.gate')
    expect([
      (await policyAt(databases.owner, '2026-12-31')).code('reward.gate'),
      (await policyAt(databases.owner, day)).code('reward.gate'),
    ]).toEqual(['refuse_red', 'allow_with_approval'])
    expect(await installPack(databases.owner, undefined)).toEqual({ pack: 'plain', refused: undefined })
  })

  it('plain at install', async () => {
    const { owner } = await testDatabase()
    expect(await installPack(owner, 'plain')).toEqual({ pack: 'plain', refused: undefined })
    expect((await policyAt(owner, '2026-01-01')).code('reward.gate')).toBe('allow_with_approval')
    expect(await installPack(owner, undefined)).toEqual({ pack: 'plain', refused: undefined })
  })

  it('a database from before there were packs has cn', async () => {
    const { owner } = await testDatabase()
    await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason) values ('a', '1900-01-01', 1, '1', 'days', 'x', 'x')`.execute(
      owner,
    )
    expect(await installPack(owner, 'plain')).toEqual({ pack: 'cn', refused: 'plain' })
  })
})
