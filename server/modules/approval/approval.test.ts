import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { decideRequest } from './decide-request.ts'
import { ApprovalConflict, requestApproval, type ApprovalKind } from './index.ts'
import { kindsByCode } from './kinds.ts'
import { countWaiting, listRequests, openRequest } from './list-requests.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
const acts: string[] = []
let conflict: string | undefined
let slow = false

interface Thing {
  amount: number
}
const payload = z.object({ amount: z.number() })
const act = (name: string) => async (trx: Scoped) => {
  await sql`insert into act values (${name})`.execute(trx)
  if (slow) await sql`select pg_sleep(0.2)`.execute(trx)
  acts.push(name)
  if (conflict !== undefined) throw new ApprovalConflict(conflict)
}
const single: ApprovalKind<Thing> = {
  code: 'single',
  payload,
  steps: [{ name: 'check', roles: ['outlet_president'], mayDecide: (_person, { payload: { amount } }) => amount < 1000 }],
  approved: act('approved'),
  closed: act('closed'),
}
const double: ApprovalKind<Thing> = {
  code: 'double',
  payload,
  steps: [
    { name: 'check', roles: ['head_office', 'compliance_officer'] },
    { name: 'compliance', roles: ['compliance_officer'] },
  ],
  approved: act('twice approved'),
}
const kinds = kindsByCode([single, double])

const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `人员${scope.userId}`, scope })
const manager = person(scopes.manager14)
const president = person(scopes.outlet4)
const otherPresident = person(scopes.outlet5)
const teller = person(scopes.teller)
const admin = person(scopes.bank)
const compliance = person({ ...scopes.bank, userId: 9, role: 'compliance_officer' })
const secondCompliance = person({ ...scopes.bank, userId: 10, role: 'compliance_officer' })

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await sql`create table act (name text)`.execute(databases.owner)
  await sql`grant insert on act to liuke_app`.execute(databases.owner)
})
beforeEach(() => {
  acts.length = 0
  conflict = undefined
})

const ask = (kind: ApprovalKind<Thing>, by: Person, amount = 1, institutionId = by.scope.institutionId) =>
  withScope(databases.app, by.scope, (trx) =>
    requestApproval(trx, { kind, subject: '调整额度', institutionId, payload: { amount }, reason: '客户要求' }, by, now),
  )
const decide = (by: Person, id: string, outcome: 'approved' | 'refused' | 'withdrawn' = 'approved', at = now) =>
  decideRequest(databases.app, kinds, by, { id, outcome, reason: outcome === 'refused' ? '资料不全' : '' }, at)
const box = async (by: Person, name: 'waiting' | 'mine' | 'done', at = now) =>
  (await listRequests(databases.app, kinds, by, { box: name, limit: 50 }, at)).items
const lastAudit = async () =>
  (
    await sql<Record<string, unknown>>`select action, outcome, actor_login, detail from audit.entry order by id desc limit 1`.execute(
      databases.owner,
    )
  ).rows[0]

describe('one step', () => {
  it('waits for those of the step above it, and the act comes with the decision', async () => {
    const id = await ask(single, manager)
    expect(await lastAudit()).toMatchObject({ action: 'request-approval', outcome: 'done', actor_login: 'user5' })
    expect((await box(president, 'waiting'))[0]).toMatchObject({
      id,
      mine: false,
      mayDecide: true,
      state: 'open',
      institutionName: '解放路网点',
    })
    expect((await box(manager, 'mine'))[0]).toMatchObject({ id, mine: true, mayDecide: false })
    expect([await box(otherPresident, 'waiting'), await box(teller, 'waiting'), await box(manager, 'waiting')]).toEqual([[], [], []])
    expect(await decide(president, id)).toEqual({ id, state: 'approved' })
    expect(acts).toEqual(['approved'])
    expect(await lastAudit()).toMatchObject({
      action: 'decide-approval',
      outcome: 'done',
      detail: { kind: 'single', decision: 'approved' },
    })
    expect([(await box(president, 'done'))[0]?.id, await countWaiting(databases.app, kinds, president, now)]).toEqual([id, { waiting: 0 }])
  })

  it('is refused or withdrawn with its own act', async () => {
    const refused = await ask(single, manager)
    expect(await decide(president, refused, 'refused')).toEqual({ id: refused, state: 'refused' })
    const withdrawn = await ask(single, manager)
    expect(await decide(manager, withdrawn, 'withdrawn')).toEqual({ id: withdrawn, state: 'withdrawn' })
    expect(acts).toEqual(['closed', 'closed'])
    expect(await decide(president, withdrawn)).toEqual({ refused: 'closed' })
  })

  it('refuses a replay, the own request, others, and who does not see it, each on record', async () => {
    const id = await ask(single, manager)
    const big = await ask(single, manager, 5000)
    expect(await decide(manager, id)).toEqual({ refused: 'own' })
    expect(await lastAudit()).toMatchObject({ outcome: 'refused', detail: { reason: 'own' } })
    expect(await decide(president, big)).toEqual({ refused: 'not_yours' })
    expect(await decide(otherPresident, id)).toEqual({ refused: 'not_found' })
    expect(await decide(president, '99999999999999999999')).toEqual({ refused: 'not_found' })
    expect(await decide(president, id, 'withdrawn')).toEqual({ refused: 'not_yours' })
    expect(await decide(president, id)).toEqual({ id, state: 'approved' })
    expect(await decide(president, id)).toEqual({ refused: 'closed' })
    expect(await lastAudit()).toMatchObject({ action: 'decide-approval', outcome: 'refused', detail: { reason: 'closed' } })
    expect(acts).toEqual(['approved'])
  })

  it('of two who decide at once, one does', async () => {
    const id = await ask(single, manager)
    slow = true
    const deputy = person({ ...scopes.outlet4, userId: 8 })
    const outcomes = await Promise.all([decide(president, id), decide(deputy, id, 'refused')])
    slow = false
    expect(outcomes).toContainEqual({ refused: 'closed' })
    expect(outcomes).toContainEqual({ id, state: expect.stringMatching(/^approved$|^refused$/) })
    expect((await sql`select from approval.decision where request_id = ${id}::bigint`.execute(databases.owner)).rows).toHaveLength(1)
  })

  it('expires, and cannot be decided before it was asked', async () => {
    const id = await ask(single, manager)
    expect(await decide(president, id, 'approved', later(14))).toEqual({ refused: 'expired' })
    expect(await decide(manager, id, 'withdrawn', later(14))).toEqual({ refused: 'expired' })
    expect((await box(manager, 'mine', later(14)))[0]?.state).toBe('expired')
    expect((await box(president, 'waiting', later(14))).map((item) => item.id)).not.toContain(id)
    expect(await decide(president, id, 'approved', later(-1))).toEqual({ refused: 'clock' })
    expect(await decide(president, id, 'approved', later(13))).toEqual({ id, state: 'approved' })
  })

  it('is not decided when its act can no longer be done', async () => {
    const id = await ask(single, manager)
    conflict = '额度已被别人调整'
    expect(await decide(president, id)).toEqual({ refused: 'conflict', message: '额度已被别人调整' })
    conflict = undefined
    expect((await openRequest(databases.app, kinds, president, id, now)) as object).toMatchObject({ state: 'open', payload: { amount: 1 } })
    const { rows } = await sql`select from act`.execute(databases.owner)
    expect(await decide(president, id)).toEqual({ id, state: 'approved' })
    expect((await sql`select from act`.execute(databases.owner)).rows).toHaveLength(rows.length + 1)
  })
})

describe('two steps', () => {
  it('are three people', async () => {
    const id = await ask(double, manager)
    expect(await decide(compliance, id)).toEqual({ id, state: 'open' })
    expect(acts).toEqual([])
    expect(await decide(compliance, id)).toEqual({ refused: 'twice' })
    expect(await decide(admin, id)).toEqual({ refused: 'not_yours' })
    expect((await box(secondCompliance, 'waiting'))[0]?.steps.map(({ decision }) => decision?.name)).toEqual(['人员9', undefined])
    expect(await decide(secondCompliance, id)).toEqual({ id, state: 'approved' })
    expect(acts).toEqual(['twice approved'])
  })
})

describe('the database', () => {
  const insert = (requestId: string, { scope }: Person, more: { step?: number; outcome?: string; at?: Date } = {}) =>
    withScope(databases.app, scope, (trx) =>
      sql`insert into approval.decision (request_id, step, outcome, reason, decided_by, decided_login, decided_name, decided_role, at)
        values (${requestId}::bigint, ${more.step ?? 1}, ${more.outcome ?? 'approved'}, 'x', ${scope.userId}, 'x', 'x', ${scope.role}, ${more.at ?? now})`.execute(
        trx,
      ),
    )

  it('refuses the own request, wrong steps, roles and times, whatever the program does', async () => {
    const own = await ask(double, admin)
    const id = await ask(double, manager)
    await expect(insert(own, admin)).rejects.toThrow(/nobody decides/)
    await expect(insert(id, compliance, { step: 2 })).rejects.toThrow(/not open/)
    await expect(insert(id, compliance, { outcome: 'withdrawn' })).rejects.toThrow(/nobody else withdraws/)
    await expect(insert(id, compliance, { at: later(20) })).rejects.toThrow(/outside the time/)
    await expect(insert(id, president)).rejects.toThrow(/no request|row-level security/)
    await expect(insert(await ask(single, manager), admin)).rejects.toThrow(/no request|row-level security/)
  })

  it.each(['update approval.request set reason = 1', 'delete from approval.decision', 'truncate approval.request cascade'])(
    'refuses %s, also by the owner',
    async (statement) => {
      await expect(sql.raw(statement).execute(databases.owner)).rejects.toThrow(/append-only/)
      await expect(withScope(databases.app, admin.scope, (trx) => sql.raw(statement).execute(trx))).rejects.toThrow(/permission denied/)
    },
  )

  it('takes no request in another name or for an institution outside the scope', async () => {
    await expect(ask(single, president, 1, 5)).rejects.toThrow(/row-level security/)
    await expect(
      withScope(databases.app, president.scope, (trx) =>
        requestApproval(trx, { kind: single, subject: 'x', institutionId: 4, payload: { amount: 1 }, reason: 'x' }, manager, now),
      ),
    ).rejects.toThrow(/row-level security/)
  })

  it('refuses a payload that its kind does not take, and two kinds of one code', async () => {
    await expect(ask(single, manager, Number.NaN)).rejects.toThrow()
    expect(() => kindsByCode([single, single])).toThrow(/share a code/)
  })
})
