import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { compliance, personOf, teller4 } from '../../../../test/support/leave-acts.ts'
import { publish, publishBank, publishRows, scopes } from '../../../../test/support/published-bank.ts'
import { publishWarnings } from '../../../../test/support/warned-bank.ts'
import { withScope, type Scope } from '../../../platform/database/scope.ts'
import type { GroupAsked } from './contract.ts'
import { defineGroup } from './define-group.ts'
import { endGroup } from './end-group.ts'
import { freezeGroups } from './freeze-groups.ts'
import { listGroups } from './list-groups.ts'
import { previewGroup } from './preview-group.ts'

const databases = await testDatabase()
const { app, owner } = databases
const now = new Date('2026-11-21T10:00:00+08:00')
const today = '2026-11-21'
/** of outlet 4: 6, 15, 21, 27, 30; of whom 27 is warned of; 12 is code N and would meet it too */
const few = { figure: 'category_count', op: 'at_most', values: ['2'] }

beforeAll(async () => {
  await publishBank(databases)
  await publishWarnings(owner)
})

const preview = (scope: Scope, conditions: GroupAsked['conditions'] = [few], institutionId = 4) =>
  previewGroup(app, personOf(scope), { institutionId, conditions }, now)
const define = (scope: Scope, more: object = {}) =>
  defineGroup(app, personOf(scope), { institutionId: 4, conditions: [few], name: '产品少', validFrom: today, ...more }, now)
async function list(scope: Scope, institutionId?: number) {
  const found = await listGroups(app, personOf(scope), { institutionId }, now)
  if (typeof found === 'string') throw new Error(found)
  return found
}
const refusals = async () =>
  (
    await sql<{ n: number }>`select count(*)::int as n from audit.entry where action like '%-risk-group' and outcome = 'refused'`.execute(
      owner,
    )
  ).rows[0]?.n

describe('a risk group that an outlet defines', () => {
  it('is seen before it is kept: who and how many, without whoever counts in no rate', async () => {
    expect(await preview(scopes.outlet4)).toMatchObject({
      members: 5,
      warned: 1,
      first: [{ customerId: '15' }, { customerId: '6' }, { customerId: '21' }, {}, {}],
    })
    expect(await preview(scopes.outlet4, [few, { figure: 'aum', op: 'at_least', values: ['10000000'] }])).toMatchObject({
      members: 2,
      warned: 0,
    })
    expect(await refusals()).toBe(0)
  })

  it.each([
    ['health_status', '健康信息不得用于圈定客群（名称含「health」）'],
    ['has_children', '儿童信息不得用于圈定客群（名称含「children」）'],
    ['孩子年级', '儿童信息不得用于圈定客群'],
    ['not_for_marketing', '不适用营销(N)标记不得用于圈定客群（名称含'],
    // by source: the figure can hold the code
    ['bucket', '不适用营销(N)标记不得用于圈定客群（来源含「not_for_marketing」）'],
    ['name', '不能按姓名'],
    ['shoe_size', '没有「shoe_size」这一项'],
  ])('does not take %s', async (figure, words) => {
    const conditions = [few, { figure, op: 'in', values: ['counted'] }]
    expect(await preview(scopes.outlet4, conditions)).toEqual({ problem: expect.stringContaining(words) })
    expect(await define(scopes.outlet4, { conditions })).toEqual({ problem: expect.stringContaining(words) })
  })

  it('is refused with what is wrong: the role, the place, the day, a condition without sense', async () => {
    for (const scope of [teller4, compliance, scopes.manager14]) {
      expect(await preview(scope)).toBe('FORBIDDEN')
      expect(await define(scope)).toBe('FORBIDDEN')
    }
    expect(await define(scopes.outlet5)).toBe('NOT_FOUND')
    expect(await define(scopes.outlet4, { validFrom: '2026-11-20' })).toEqual({ problem: expect.stringContaining('不能早于今天') })
    expect(await define(scopes.outlet4, { conditions: [{ ...few, values: ['many'] }] })).toEqual({
      problem: expect.stringContaining('应为整数'),
    })
    expect(await define(scopes.outlet4, { replaces: 999 })).toBe('CONFLICT')
    expect((await sql`select from warning.own_group`.execute(owner)).rows).toEqual([])
    expect(await refusals()).toBeGreaterThan(14)
  })

  it('is used at once, known in its subtree and above it alone, and each counts the own customers', async () => {
    expect(await define(scopes.outlet4)).toMatchObject({ id: expect.any(Number) })
    expect((await list(scopes.outlet4)).own).toMatchObject([
      { name: '产品少', institutionId: 4, members: 5, warned: 1, begun: true, rate: null, mayEnd: true, filters: [few] },
    ])
    expect((await list(scopes.manager14)).own).toMatchObject([{ members: 2, warned: 0, mayEnd: false }])
    expect((await list(scopes.branch)).own).toMatchObject([{ name: '产品少', members: 5, mayEnd: true }])
    expect((await list(scopes.outlet5)).own).toEqual([])
    const unseen = await withScope(app, scopes.outlet5, (trx) => sql`select 1 from warning.own_group`.execute(trx))
    expect(unseen.rows).toEqual([])
    // of a branch: those below know it, and cannot end it
    const branch = await define(scopes.branch, {
      institutionId: 2,
      name: '商户',
      conditions: [{ figure: 'merchant', op: 'in', values: ['true'] }],
    })
    if (typeof branch === 'string' || 'problem' in branch) throw new Error(JSON.stringify(branch))
    expect((await list(scopes.outlet5)).own).toMatchObject([{ name: '商户', members: 1, mayEnd: false }])
    expect(await endGroup(app, personOf(scopes.outlet5), branch.id, now)).toBe('NOT_FOUND')
    expect(await endGroup(app, personOf(scopes.manager14), branch.id, now)).toBe('FORBIDDEN')
    expect(await endGroup(app, personOf(scopes.branch), branch.id, now)).toEqual({ id: branch.id })
    expect(await endGroup(app, personOf(scopes.branch), branch.id, now)).toBe('NOT_FOUND')
    expect((await list(scopes.outlet5)).own).toEqual([])
    await expect(sql`update warning.own_group set name = 'y'`.execute(owner)).rejects.toThrow('only ever ended')
  })

  it('is changed by another one; the one before ends the day before', async () => {
    const [before] = (await list(scopes.outlet4)).own
    const changed = await define(scopes.outlet4, { replaces: before?.id, name: '产品很少', validFrom: '2026-11-25' })
    expect(changed).toMatchObject({ id: expect.any(Number) })
    expect((await list(scopes.outlet4)).own).toMatchObject([
      { name: '产品很少', begun: false, members: null },
      { name: '产品少', begun: true, members: 5 },
    ])
    expect(await define(scopes.outlet4, { replaces: before?.id })).toBe('CONFLICT')
  })

  it('freezes who is in it once for each publish, and tells afterwards what became of them, as of the built-in ones', async () => {
    expect(await freezeGroups(owner, now)).toBe(1)
    expect(await freezeGroups(owner, now)).toBeUndefined()
    expect((await sql`select from warning.own_group_member where business_date = '2026-11-20'`.execute(owner)).rows).toHaveLength(5)
    expect((await list(scopes.outlet4)).builtIn).toEqual([])
    // a later night knows: 15 left, 30 had lost it already, 21 is code N by then, 27 is not delivered any more and stayed before
    const later = '2027-03-02'
    await publishRows(owner, 'customer.customer_snapshot', [{ ...(await snapshot(21)), business_date: later, bucket: 'not_for_marketing' }])
    const came = { business_date: later, institution_id: 4, manager_id: 15, as_of: '2026-11-30' }
    await publishRows(owner, 'retention.attrition_came', [
      { ...came, customer_id: 15, has_left: true },
      { ...came, customer_id: 24, has_left: true },
      { ...came, customer_id: 30, has_left: null },
    ])
    await publish(owner, later)
    const { own, builtIn, knownFrom } = await list(scopes.outlet4)
    const rate = { asOf: '2026-11-30', members: 3, left: 1, rateBp: 3333 }
    expect(own.find(({ name }) => name === '产品少')).toMatchObject({ rate })
    expect(own.find(({ name }) => name === '产品很少')).toMatchObject({ rate: null })
    expect(builtIn).toEqual(
      expect.arrayContaining([
        { group: 'maturing', rate: { asOf: '2026-11-30', members: 1, left: 1, rateBp: 10_000 } },
        { group: 'payroll', rate: { asOf: '2026-11-30', members: 2, left: 0, rateBp: 0 } },
      ]),
    )
    expect(knownFrom).toBe('2027-07-01')
    // of a month the newest night stands, and what is long known goes
    await freezeGroups(owner, new Date('2027-03-03T10:00:00+08:00'))
    const kept = await sql<{ on: string }>`select distinct business_date as on from warning.own_group_member order by 1`.execute(owner)
    expect(kept.rows.map(({ on }) => on)).toEqual(['2026-11-20'])
  })
})

async function snapshot(customerId: number): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(s) as row from customer.customer_snapshot s where business_date = '2026-11-20' and customer_id = ${customerId}`.execute(
    owner,
  )
  return rows[0]?.row ?? {}
}
