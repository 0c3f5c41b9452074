import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { findForbidden } from '../../../learn/forbidden.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { projectDir } from '../../platform/home.ts'
import type { Person } from '../../platform/http/context.ts'
import { passingSecrets } from '../../platform/secrets/secrets.ts'
import { staffRoles } from '../organisation/index.ts'
import { packPolicies } from '../policy/index.ts'
import { forgetOld, forgetReadings, openDesk, recordReading } from './serve-desk.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const person = (scope: Scope): Person => ({ userId: scope.userId, login: 'x', name: '大堂', scope })
const lobby = person({ ...scopes.outlet4, userId: 13, role: 'lobby_manager' })
const secrets = passingSecrets()
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})
const record = (by = lobby, customerId = '3', id: string = randomUUID(), at = now) =>
  recordReading(databases.app, secrets, by, { customerId, id, systolic: 132, diastolic: 84, pulse: 71 }, at)
const open = (by = lobby, customerId = '3', at = now) => openDesk(databases.app, secrets, by, customerId, at)
const kept = async () => (await sql<{ sealed: string }>`select sealed from health.reading`.execute(databases.owner)).rows
const consent = () =>
  sql`insert into privacy.sensitive_consent (customer_id, category, used_for, text_version, source, proof, valid_from, recorded_by)
    values (3, 'health', '健康角血压记录', '2026-1', 'paper', '同意书 1 号', '2026-11-01', 13)`.execute(databases.owner)

describe('the desk', () => {
  it('is off by default: nothing is kept and nothing is shown', async () => {
    await consent()
    expect(await record()).toBe('OFF')
    expect(await open()).toEqual({ on: false, consent: false, keepDays: 90, readings: [] })
    expect(await kept()).toEqual([])
  })

  it('switched on keeps a reading under the own consent alone, sealed, once', async () => {
    await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
      values ('health.desk', '2026-11-01', 1, 'on', 'code', 'M64', '总行批复')`.execute(databases.owner)
    expect(await record(lobby, '6')).toBe('NO_CONSENT')
    const id = randomUUID()
    expect(await record(lobby, '3', id)).toEqual({ repeated: false })
    expect(await record(lobby, '3', id)).toEqual({ repeated: true })
    const [row] = await kept()
    // letters and digits of a seal are drawn by lot: single numbers may stand in it, a reading may not
    expect(row?.sealed).not.toMatch(/132\D{0,20}84|systolic|pulse/)
    expect(await open()).toMatchObject({ on: true, consent: true, readings: [{ id, systolic: 132, diastolic: 84, pulse: 71 }] })
    // sealed for its own customer: moved to another it does not open
    expect(() => secrets.open(`health 6 ${id}`, row?.sealed ?? '')).toThrow()
  })

  it.each(staffRoles.filter((role) => role !== 'lobby_manager'))('is closed to %s, past the program as well', async (role) => {
    const somebody = person({ ...scopes.bank, userId: 50, role })
    expect(await open(somebody)).toBe('FORBIDDEN')
    expect(await record(somebody)).toBe('FORBIDDEN')
    expect(await forgetReadings(databases.app, somebody, '3')).toBe('FORBIDDEN')
    const seen = await withScope(databases.app, somebody.scope, (trx) => sql`select from health.reading`.execute(trx))
    expect(seen.rows).toEqual([])
  })

  it('is closed to another outlet', async () => {
    expect(await open(person({ ...scopes.outlet5, userId: 14, role: 'lobby_manager' }))).toBe('NOT_FOUND')
  })

  it('puts looks on the trail, and no figure', async () => {
    const { rows } = await sql<{ action: string; outcome: string; detail: unknown }>`
      select action, outcome, detail from audit.entry where action like '%health%'`.execute(databases.owner)
    expect(rows).toContainEqual({ action: 'open-health-readings', outcome: 'done', detail: { readings: 1 } })
    expect(JSON.stringify(rows)).not.toMatch(/132/)
  })

  it('forgets after its days, at the customer’s word, and when the consent ends', async () => {
    expect(await forgetOld(databases.owner, new Date('2027-02-19T10:00:00+08:00'))).toBe(0)
    expect(await forgetOld(databases.owner, new Date('2027-02-20T10:00:00+08:00'))).toBe(1)
    await record()
    expect(await forgetReadings(databases.app, lobby, '3')).toEqual({ forgotten: 1 })
    await record()
    expect(await kept()).toHaveLength(1)
    await sql`update privacy.sensitive_consent set ended_at = now(), ended_by = 13, ended_source = 'paper', ended_proof = '撤回书' where category = 'health'`.execute(
      databases.owner,
    )
    expect(await kept()).toEqual([])
    expect(await record()).toBe('NO_CONSENT')
  })
})

describe('nothing else', () => {
  it('reads a health reading: no module, no model of the night, no screen but its own', () => {
    const files = ['server/modules', 'night/models', 'night/run', 'simulate', 'learn'].flatMap((folder) =>
      readdirSync(join(projectDir, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(ts|sql|yml)$/.test(name) && !name.startsWith('health/') && !name.endsWith('.test.ts'))
        .map((name) => join(projectDir, folder, name)),
    )
    expect(files.length).toBeGreaterThan(300)
    expect(files.filter((file) => /health\.reading|modules\/health|\.\/health\/|health\/reading/.test(readFileSync(file, 'utf8')))).toEqual(
      [],
    )
  })

  it('may learn from it: a column of that name or source is refused', () => {
    const names = packPolicies('cn', '2026-11-22').code('learn.forbidden_health').split(' ')
    const lists = [{ reason: '健康', names, sources: names }]
    const sourceOf = (column: string) => (column === 'systolic' ? ['health.reading'] : [])
    expect(findForbidden(['systolic', 'blood_pressure', '血压', 'aum'], lists, sourceOf).map(({ column }) => column)).toEqual([
      'systolic',
      'blood_pressure',
      '血压',
    ])
  })
})
