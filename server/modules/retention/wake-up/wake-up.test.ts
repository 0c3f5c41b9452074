import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { compliance, personOf, teller4 } from '../../../../test/support/leave-acts.ts'
import { publish, publishBank, publishRows, scopes } from '../../../../test/support/published-bank.ts'
import { customersOf, snapshotsOf } from '../../../../test/support/published-rows.ts'
import { addDays } from '../../../platform/calendar.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { withScope, type Scope } from '../../../platform/database/scope.ts'
import { keepingDues } from '../keeping-dues.ts'
import { policyAt } from '../../policy/index.ts'
import { startInput, type StartInput } from './contract.ts'
import { listWakeUps } from './list-wake-ups.ts'
import { measureWakeUps } from './measure-wake-ups.ts'
import { previewWakeUp } from './preview-wake-up.ts'
import { startWakeUp } from './start-wake-up.ts'
import { stopWakeUp } from './stop-wake-up.ts'

type Row = Record<string, unknown>
const president: Scope = scopes.outlet4
const day = '2026-11-21'
const later = addDays(day, 130)
const now = new Date(`${day}T10:00:00+08:00`)
const after = new Date(`${later}T10:00:00+08:00`)
const sleepers = Array.from({ length: 720 }, (_, at) => 1001 + at)
const tierOf = (id: number) => (id % 6 === 0 ? 'potential' : 'long_tail')
const aumOf = (id: number) => (tierOf(id) === 'potential' ? 8_000_000 : 300_000)

let databases: Databases
const dormant = { activities: ['dormant'], institutionId: 4 }
const input = (more: Partial<StartInput> = {}): StartInput => startInput.parse({ id: randomUUID(), name: '冬季唤醒', ...dormant, ...more })

/** The night of a day: sleepers at their AUM, or as `lived` has them. */
async function publishNight(date: string, lived: (id: number) => Row): Promise<void> {
  const person = customersOf('2026-11-20')[2] ?? {}
  const figures = snapshotsOf('2026-11-20')[2] ?? {}
  const managerOf = (id: number) => 14 + (id % 2)
  const of = (id: number) => ({ business_date: date, customer_id: id, institution_id: 4, manager_id: managerOf(id) })
  await publishRows(
    databases.owner,
    'customer.customer',
    sleepers.map((id) => ({ ...person, ...of(id), customer_no: `S${id}`, status: null, not_for_marketing: false })),
  )
  await publishRows(
    databases.owner,
    'customer.customer_snapshot',
    sleepers.map((id) => ({
      ...figures,
      ...of(id),
      bucket: 'counted',
      tier: tierOf(id),
      aum_fen: aumOf(id),
      activity: 'dormant',
      last_own_act_on: '2026-03-01',
      phone_usable: true,
      ...lived(id),
    })),
  )
  await publish(databases.owner, date)
}

beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await publishNight(day, (id) => (id === 1001 ? { manager_id: null } : id === 1002 ? { phone_usable: false, address_fresh: false } : {}))
  await sql`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by, recorded_at)
    select c.customer_id, 'call', 'care', '1', 'paper', 'x', '2026-01-01', 0, now() from customer.customer c
    where c.business_date = ${day} and c.customer_id between 1001 and 1720 and c.customer_id <> 1003`.execute(databases.owner)
})

const started = async (given = input()) => {
  const outcome = await startWakeUp(databases.app, personOf(president), given, now, 'ab'.repeat(32))
  if (typeof outcome === 'string') throw new Error(outcome)
  return outcome
}
const listed = async (at: Date, scope: Scope = president) => {
  const outcome = await listWakeUps(databases.app, personOf(scope), undefined, at)
  if (typeof outcome === 'string') throw new Error(outcome)
  return outcome.programmes
}
const membersOf = async (id: string) =>
  (
    await sql<{ id: number; arm: string; wave: number; fromOn: string; stratum: string }>`
      select customer_id::int as id, arm, wave, from_on as "fromOn", stratum from retention.wake_up_member where programme_id = ${id} order by customer_id`.execute(
      databases.owner,
    )
  ).rows
const lastAudit = async () =>
  (await sql<Row>`select action, outcome, detail from audit.entry order by id desc limit 1`.execute(databases.owner)).rows[0]

describe('a programme', () => {
  it('is worked out before it starts: who sleeps, who cannot be turned to, how many are held out, what it could tell', async () => {
    const preview = await previewWakeUp(databases.app, personOf(president), input(), now)
    expect(preview).toMatchObject({
      found: 720,
      withoutManager: 1,
      notContactable: 2,
      eligible: 717,
      heldOut: 144,
      offered: 573,
      managers: 2,
      capacity: 20,
      waves: 29,
      tooFew: false,
    })
    expect(preview).toMatchObject({ smallestToldBp: expect.any(Number), endsOn: addDays(day, 28 * 7 + 60) })
  })

  it.each<[string, () => Promise<unknown>, string]>([
    ['by a teller', () => startWakeUp(databases.app, personOf(teller4), input(), now), 'FORBIDDEN'],
    ['by compliance', () => startWakeUp(databases.app, personOf(compliance), input(), now), 'FORBIDDEN'],
    ['of another outlet', () => startWakeUp(databases.app, personOf(president), input({ institutionId: 5 }), now), 'NOT_FOUND'],
    ['for a handful', () => startWakeUp(databases.app, personOf(president), input({ fromFen: '999999999' }), now), 'TOO_FEW'],
  ])('%s is refused, on record', async (_what, attempt, refusal) => {
    expect(await attempt()).toBe(refusal)
    expect(await lastAudit()).toMatchObject({ action: 'start-wake-up', outcome: 'refused', detail: { why: refusal } })
  })

  it('covers the effect that was planted in its bank, measured by a night for both arms alike', async () => {
    // all waves within the window: two managers with room for many
    await sql`insert into policy.policy (key, value, unit, valid_from, source, version, reason) select key, '100', unit, '2026-01-02', source, version + 1, 'x'
      from policy.policy where key = 'wake_up.calls_a_manager_and_week'`.execute(databases.owner)
    const given = input()
    expect(await started(given)).toEqual({ id: given.id, offered: 573, heldOut: 144, waves: 3 })
    // the same form again, and another for the same customers
    expect(await started(given)).toEqual({ id: given.id, offered: 573, heldOut: 144, waves: 3 })
    expect(await startWakeUp(databases.app, personOf(president), input(), now)).toBe('TOO_FEW')
    const members = await membersOf(given.id)
    expect(members.map(({ id }) => id)).not.toContain(1001)

    // planted: of 100 who are offered 20 come back, of 100 who are not 8; who is offered keeps 20 % more
    const planted = { woken: 0.12, keptFen: 0.2 * (members.reduce((sum, { id }) => sum + aumOf(id), 0) / members.length) }
    const armOf = new Map(members.map(({ id, arm }) => [id, arm]))
    const luck = (id: number, turn: number) => ((Math.imul(id * 2 + turn, 2_654_435_761) >>> 0) % 1000) / 1000
    await publishNight(later, (id) => {
      const offered = armOf.get(id) === 'offered'
      return {
        last_own_act_on: luck(id, 0) < (offered ? 0.2 : 0.08) ? addDays(day, 70) : '2026-03-01',
        aum_fen: Math.round(aumOf(id) * (0.7 + 0.6 * luck(id, 1) + (offered ? 0.2 : 0))),
        ...(id === 1010 ? { bucket: 'deceased' } : {}),
      }
    })
    expect((await listed(now))[0]).toMatchObject({ state: 'running', effect: null, heldOutContacted: 0 })
    expect(await measureWakeUps(databases.owner)).toBe(717)
    expect(await measureWakeUps(databases.owner)).toBe(0)
    const [done] = await listed(after)
    expect(done).toMatchObject({ state: 'done', offered: 573, heldOut: 144 })
    const { woken, kept, offered, heldOut } = done?.effect ?? {}
    expect((offered?.customers ?? 0) + (heldOut?.customers ?? 0)).toBe(716)
    expect(woken?.lowBp).toBeLessThan(planted.woken * 10_000)
    expect(woken?.highBp).toBeGreaterThan(planted.woken * 10_000)
    expect(woken).toMatchObject({ verdict: 'more' })
    expect(Number(kept?.lowFen)).toBeLessThan(planted.keptFen)
    expect(Number(kept?.highFen)).toBeGreaterThan(planted.keptFen)
    expect(kept).toMatchObject({ verdict: 'more' })
  })

  it('puts its wave on the manager’s list, and nobody of it for sleeping alone', async () => {
    await publishNight(addDays(later, 1), () => ({}))
    const given = input({ waveSize: 50 })
    const at = new Date(`${addDays(later, 1)}T10:00:00+08:00`)
    const outcome = await startWakeUp(databases.app, personOf(president), given, at, 'cd'.repeat(32))
    expect(outcome).toMatchObject({ id: given.id })
    const members = await membersOf(given.id)
    const dues = async (date: string) =>
      withScope(databases.app, { ...scopes.manager14, managerId: 14 }, async (trx) =>
        keepingDues(trx, { managerIds: [14], date, policies: await policyAt(trx, date) }),
      )
    const first = await dues(addDays(later, 1))
    const mine = members.filter(({ id }) => id % 2 === 0)
    const firstWave = mine.filter(({ arm, wave }) => arm === 'offered' && wave === 0)
    expect([...first.wakeUp.keys()].map(Number).sort()).toEqual(firstWave.map(({ id }) => id).sort())
    expect(first.inProgramme.size).toBe(mine.length)
    const turned = firstWave[0]?.id ?? 0
    const unreached = firstWave[1]?.id ?? 0
    const contact = (id: number, result: string, hour: number) =>
      sql`insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, permission, flagged, user_id, staff_id, staff_name, institution_id, recorded_at)
        values (${randomUUID()}, ${id}, ${`${addDays(later, 2)}T${hour}:00:00+08:00`}, 'call', 'care', 'outbound', ${result}, 'allowed', false, 5, 14, 'x', 4, now())`.execute(
        databases.owner,
      )
    await contact(turned, 'reached', 10)
    for (const hour of [10, 11]) await contact(unreached, 'not_reached', hour)
    const next = await dues(addDays(later, 3))
    expect(next.wakeUp.has(BigInt(turned))).toBe(false)
    expect(next.wakeUp.has(BigInt(unreached))).toBe(true)
    await contact(unreached, 'not_reached', 14)
    expect((await dues(addDays(later, 3))).wakeUp.has(BigInt(unreached))).toBe(false)
    const [running] = await listed(new Date(`${addDays(later, 3)}T10:00:00+08:00`))
    expect(running?.waves[0]).toMatchObject({ wave: 0, begun: true, contacted: 2 })

    // stopped: waves to come do not, and their customers are free
    const stop = (scope: Scope) => stopWakeUp(databases.app, personOf(scope), { id: given.id, reason: '人手不足' }, at)
    expect(await stop(teller4)).toBe('FORBIDDEN')
    expect(await stop(scopes.outlet5)).toBe('NOT_FOUND')
    expect(await stop(president)).toEqual({ id: given.id })
    expect(await stop(president)).toBe('CONFLICT')
    const stopped = await dues(addDays(later, 30))
    expect(stopped.inProgramme.size).toBe(mine.filter(({ wave }) => wave === 0).length)
    expect((await listed(at))[0]).toMatchObject({
      state: 'watching',
      waves: expect.arrayContaining([expect.objectContaining({ dropped: true })]),
    })
  })

  it('is seen by whose customers they are, and is never changed', async () => {
    expect(await listWakeUps(databases.app, personOf(teller4), undefined, now)).toBe('FORBIDDEN')
    expect(await listWakeUps(databases.app, personOf(president), 5, now)).toBe('NOT_FOUND')
    expect(await listed(after, scopes.outlet5)).toEqual([])
    expect((await listed(after, compliance)).length).toBe(2)
    for (const change of [
      "update retention.wake_up_member set arm = 'offered'",
      'delete from retention.wake_up_outcome',
      'update retention.wake_up set seed = seed',
    ])
      await expect(sql.raw(change).execute(databases.owner)).rejects.toThrow(/never changed/)
  })
})
