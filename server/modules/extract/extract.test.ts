import { createRouterClient } from '@orpc/server'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDuckdbEngine } from '../../../night/engines/duckdb-engine.ts'
import { modelsFolder } from '../../../night/run/models.ts'
import { businessDatesFrom, simulateBank } from '../../../simulate/index.ts'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { projectDir } from '../../platform/home.ts'
import { seedPolicies } from '../policy/index.ts'
import { BusyError, extractRoutes, loadDelivery, runAndPublishNight, type NightRequest } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'liuke-extract-'))
const incoming = join(home, 'incoming')
const dates = businessDatesFrom('2026-01-30', 2)
const lakeDir = join(home, 'lake')
const load = (from: string) =>
  loadDelivery(databases, { lakeDir, reportsDir: join(home, 'reports'), from, mapping: 'canonical', threads: 1 })
const night = (more: Partial<NightRequest> = {}) =>
  runAndPublishNight(databases, { lakeDir, runsDir: join(home, 'runs'), engine: () => openDuckdbEngine({ threads: 1 }), ...more })
const current = async () =>
  (
    await sql<{
      d: string
      n: number
    }>`select business_date as d, (select count(*)::int from customer.customer c where c.business_date = p.business_date) as n
    from extract.publication p where is_current`.execute(databases.owner)
  ).rows

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await seedPolicies(databases.owner, join(projectDir, 'server/modules/policy/packs/cn'))
  await simulateBank({ out: incoming, outlets: 2, customersPerOutlet: 40, seed: 7, businessDates: dates, threads: 1 })
}, 120_000)
afterAll(() => rmSync(home, { recursive: true }))

const person = (role: string): Person => ({
  userId: 1,
  login: role,
  name: role,
  scope: { userId: 1, role, institutionId: 1, institutions: [1], managerId: null },
})
const as = (role: string) =>
  createRouterClient(extractRoutes, { context: { database: databases.app, now: () => new Date(), authenticate: async () => person(role) } })

describe('the intake and the nights', () => {
  it('cannot run a night before anything was delivered', async () => {
    await expect(night()).rejects.toThrow('liuke load')
    await expect(night({ businessDate: '2026-01-30' })).rejects.toThrow('2026-01-30')
  })

  it('loads, runs and publishes, with every step on record', async () => {
    expect(await load(join(incoming, '2026-01-30'))).toMatchObject({ outcome: 'loaded', businessDate: '2026-01-30' })
    const shown: number[] = []
    const result = await night({ onProgress: (steps) => shown.push(steps.filter((step) => step.state === 'done').length) })
    expect(result).toMatchObject({ outcome: 'published', businessDate: '2026-01-30', dataAsOf: '2026-01-30', customers: 80 })
    expect(await current()).toEqual([{ d: '2026-01-30', n: 80 }])
    expect(shown.at(-1)).toBe(result.steps.length)

    const { nights } = await as('head_office').nights()
    expect(nights[0]).toMatchObject({
      outcome: 'published',
      customers: 80,
      failedChecks: 0,
      stepsDone: result.steps.length,
      stepsTotal: result.steps.length,
      message: null,
    })
    const detail = await as('compliance_officer').night({ id: result.nightId })
    expect(detail.checks.length).toBeGreaterThan(20)
    expect(detail.checks.filter((check) => !check.passed)).toEqual([])
    expect(detail.steps.map((step) => step.step)).toContain('publish swap')
    expect(detail.steps.every((step) => step.milliseconds !== null)).toBe(true)
    const tree = await sql<{ n: number }>`select count(*)::int as n from organisation.institution`.execute(databases.owner)
    expect(tree.rows[0]?.n).toBeGreaterThan(2)
    expect((await sql<{ n: number }>`select count(*)::int as n from payroll.employer`.execute(databases.owner)).rows[0]?.n).toBeGreaterThan(
      2,
    )
  }, 120_000)

  it('does nothing for the same delivery and the same night again', async () => {
    expect(await load(join(incoming, '2026-01-30'))).toMatchObject({ outcome: 'unchanged' })
    expect(await night()).toMatchObject({ outcome: 'published', published: { unchanged: true } })
  }, 60_000)

  it('shows a refused load with its places and leaves the published night as it was', async () => {
    const broken = join(home, 'broken')
    cpSync(join(incoming, '2026-01-31'), broken, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(broken, 'manifest.json'), 'utf8')) as { tables: { customer: { rows: number } } }
    manifest.tables.customer.rows += 1
    writeFileSync(join(broken, 'manifest.json'), JSON.stringify(manifest))
    appendFileSync(join(broken, 'account.parquet'), 'x')
    const refused = await load(broken)
    expect(refused.outcome).toBe('refused')
    const { loads } = await as('head_office').loads()
    expect(loads[0]).toMatchObject({
      id: refused.loadId,
      outcome: 'refused',
      rows: null,
      problemCount: refused.problemCount,
      progress: null,
    })
    const detail = await as('head_office').load({ id: refused.loadId })
    expect(detail.problems).toEqual(refused.problems)
    expect(detail.problems.length).toBeGreaterThan(0)
    expect(await current()).toEqual([{ d: '2026-01-30', n: 80 }])
  }, 60_000)

  it('stops a night whose checks fail, names the rows, and publishes nothing', async () => {
    await load(join(incoming, '2026-01-31'))
    const modelsDir = join(home, 'models')
    cpSync(modelsFolder, modelsDir, { recursive: true })
    const yml = join(modelsDir, 'marts', 'report', 'outlet_day.yml')
    writeFileSync(
      yml,
      readFileSync(yml, 'utf8').replace(/^checks:\n/m, 'checks:\n  nothing is right: select institution_id from outlet_day\n'),
    )
    const stopped = await night({ modelsDir })
    expect(stopped).toMatchObject({ outcome: 'stopped', published: undefined })
    const detail = await as('head_office').night({ id: stopped.nightId })
    expect(detail).toMatchObject({ outcome: 'stopped', failedChecks: 1, message: expect.stringContaining('nothing is right') })
    expect(detail.checks.find((check) => !check.passed)?.sample).toHaveLength(2)
    expect(await current()).toEqual([{ d: '2026-01-30', n: 80 }])
  }, 120_000)

  it('lets one night run at a time, and marks a killed one failed', async () => {
    await sql`insert into extract.night (business_date, outcome, steps) values ('2026-01-31', 'running', '[{"step":"customer","state":"running","rows":null,"milliseconds":null}]')`.execute(
      databases.owner,
    )
    const [first, second] = await Promise.allSettled([night(), night()])
    const outcomes = [first, second].map((each) => (each.status === 'fulfilled' ? each.value.outcome : each.reason))
    expect(outcomes).toContain('published')
    const refused = outcomes.filter((each) => each instanceof BusyError && each.message.includes('2026-01-31'))
    expect(refused.length + outcomes.filter((each) => each === 'published').length).toBe(2)
    const { nights } = await as('head_office').nights()
    const killed = nights.find((each) => each.outcome === 'failed')
    expect(killed?.message).toContain('中断')
    expect((await as('head_office').night({ id: killed?.id ?? 0 })).steps[0]?.state).toBe('failed')
    expect(await current()).toEqual([{ d: '2026-01-31', n: 80 }])
  }, 120_000)

  it('shows records to head office and compliance alone', async () => {
    for (const role of ['outlet_president', 'relationship_manager', 'teller', 'branch_manager']) {
      await expect(as(role).loads()).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(as(role).night({ id: 1 })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(as('head_office').night({ id: 999_999 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
