import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDuckdbEngine } from '../engines/duckdb-engine.ts'
import { readPolicyPack } from './policies.ts'
import { runNight } from './run-night.ts'
import type { NightResult } from './run-night.ts'
import { deliveriesOf, randomPostings } from './support/random-bank.ts'
import { writeTinyLake } from './support/tiny-lake.ts'

const policies = readPolicyPack(join(import.meta.dirname, '../../server/modules/policy/packs/cn'))
const months = ['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31']
const firstDay = '2025-12-01'
const postings = [
  { customer: 1, day: 9, kind: 'payroll', amount: 800_000, named: true },
  { customer: 1, day: 12, kind: 'transfer_out', amount: 300_000, named: false },
  { customer: 2, day: 40, kind: 'cash_in', amount: 5_000_000, named: false },
  { customer: 1, day: 100, kind: 'payroll', amount: 800_000, named: true },
]
let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'liuke-night-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const lake = (name: string) => join(home, name, 'lake')
const night = (name: string, businessDate: string, threads = 2) =>
  runNight({ lakeDir: lake(name), runsDir: join(home, name, 'runs'), businessDate, policies, engine: () => openDuckdbEngine({ threads }) })
const hashes = ({ runDir }: NightResult) =>
  Object.fromEntries(
    readdirSync(join(runDir, 'marts'))
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(runDir, 'marts', name)))
          .digest('hex'),
      ]),
  )

async function snapshots(result: NightResult): Promise<Record<string, unknown>[]> {
  const engine = await openDuckdbEngine({ threads: 1 })
  const rows = await engine.rows(
    `select * from read_parquet('${join(result.runDir, 'marts/customer_snapshot.parquet')}') order by customer_id`,
  )
  await engine.close()
  return rows
}

describe('runNight', () => {
  it('says what to do when nothing was delivered', async () => {
    await expect(night('a', '2026-03-31')).rejects.toThrow('liuke load')
  })

  it('gives the same bytes again, whatever the number of threads, and reuses a finished run', async () => {
    await writeTinyLake(lake('a'), deliveriesOf(postings, firstDay, months, { balancesAfter: true, monthSums: false }))
    const first = await night('a', '2026-03-31')
    expect(first.checks.filter((check) => !check.passed)).toEqual([])
    expect(first).toMatchObject({ outcome: 'ready', reused: false, dataAsOf: '2026-03-31' })
    const again = await night('a', '2026-03-31')
    expect(again).toMatchObject({ reused: true, outcome: 'ready', fingerprint: first.fingerprint, runDir: first.runDir })
    expect(again.checks).toEqual(first.checks)
    const before = hashes(first)
    rmSync(first.runDir, { recursive: true })
    rmSync(join(lake('a'), 'frozen'), { recursive: true })
    expect(hashes(await night('a', '2026-03-31', 1))).toEqual(before)
  })

  it('a night killed in the middle gives the same bytes when run again', async () => {
    await writeTinyLake(lake('a'), deliveriesOf(postings, firstDay, months, { balancesAfter: true, monthSums: false }))
    const before = hashes(await night('a', '2026-03-31'))
    rmSync(join(home, 'a/runs'), { recursive: true })
    rmSync(join(lake('a'), 'frozen'), { recursive: true })
    const killed = { count: 0 }
    const run = runNight({
      lakeDir: lake('a'),
      runsDir: join(home, 'a/runs'),
      businessDate: '2026-03-31',
      policies,
      onProgress: ({ step, state }) => {
        if (step === 'customer_snapshot' && state === 'running') throw new Error(`killed ${++killed.count}`)
      },
    })
    await expect(run).rejects.toThrow('killed 1')
    const left = readdirSync(join(home, 'a/runs/2026-03-31'))
    expect(left).toHaveLength(1)
    expect(left[0]).toMatch(/^\./)
    expect(hashes(await night('a', '2026-03-31'))).toEqual(before)
    expect(readdirSync(join(home, 'a/runs/2026-03-31')).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('a failed check stops the night and names the rows', async () => {
    const deliveries = deliveriesOf(postings, firstDay, months, { balancesAfter: true, monthSums: false })
    const newest = deliveries.at(-1)
    for (const customer of newest?.tables.customer ?? []) if (customer.customer_id === 2) customer.institution_id = 77
    await writeTinyLake(lake('a'), deliveries)
    const result = await night('a', '2026-03-31')
    expect(result.outcome).toBe('stopped')
    expect(result.checks.filter((check) => !check.passed)).toMatchObject([
      {
        model: 'customer',
        check: 'every customer belongs to a delivered institution',
        failures: 1,
        sample: [{ customer_id: '2', customer_no: 'C2', institution_id: '77' }],
      },
    ])
  })

  it('a late day: data as of the day before, and ages do not grow', async () => {
    await writeTinyLake(lake('a'), deliveriesOf(postings, firstDay, months, { balancesAfter: true, monthSums: false }))
    const inTime = await snapshots(await night('a', '2026-03-31'))
    const late = await night('a', '2026-04-20')
    expect(late.dataAsOf).toBe('2026-03-31')
    const rows = await snapshots(late)
    expect(rows.map((row) => row.business_date)).toEqual(['2026-04-20', '2026-04-20', '2026-04-20'])
    expect(rows.map((row) => [row.days_since_own_act, row.activity])).toEqual(inTime.map((row) => [row.days_since_own_act, row.activity]))
  })

  it('days whose postings were never delivered do not age anybody', async () => {
    const deliveries = deliveriesOf(postings, firstDay, months, { balancesAfter: true, monthSums: false })
    await writeTinyLake(lake('whole'), deliveries)
    // February's postings are missing: 28 days of which nothing is known
    const gap = deliveries.map((delivery) =>
      delivery.businessDate === '2026-02-28' ? { ...delivery, tables: { ...delivery.tables, transaction: undefined } } : delivery,
    )
    await writeTinyLake(
      lake('gap'),
      gap.map(({ tables, ...rest }) => ({
        ...rest,
        tables: Object.fromEntries(Object.entries(tables).filter(([, rows]) => rows !== undefined)),
      })),
    )
    const [whole, frozen] = [await snapshots(await night('whole', '2026-03-31')), await snapshots(await night('gap', '2026-03-31'))]
    expect(whole.find((row) => row.customer_id === 2n)).toMatchObject({ last_own_act_on: '2026-01-10', days_since_own_act: 80 })
    expect(frozen.find((row) => row.customer_id === 2n)).toMatchObject({
      last_own_act_on: '2026-01-10',
      days_since_own_act: 52,
      activity: 'active',
    })
  })

  it('a replaced delivery of a closed month is seen', async () => {
    await writeTinyLake(lake('a'), deliveriesOf(postings, firstDay, months, { balancesAfter: true, monthSums: false }))
    const before = await night('a', '2026-03-31')
    await writeTinyLake(
      lake('a'),
      deliveriesOf([...postings, { customer: 3, day: 5, kind: 'cash_in', amount: 700, named: false }], firstDay, months, {
        balancesAfter: true,
        monthSums: false,
      }),
    )
    const after = await night('a', '2026-03-31')
    expect(after.fingerprint).not.toBe(before.fingerprint)
    expect((await snapshots(after)).find((row) => row.customer_id === 3n)).toMatchObject({ aum_month_end_03_fen: 700n })
  })

  it("the bank's 月积数 and the one from postings agree", async () => {
    await fc.assert(
      fc.asyncProperty(randomPostings(120), async (drawn) => {
        const name = mkdtempSync(join(home, 'q')).slice(home.length + 1)
        await writeTinyLake(lake(`${name}-sum`), deliveriesOf(drawn, firstDay, months, { balancesAfter: true, monthSums: true }))
        await writeTinyLake(lake(`${name}-post`), deliveriesOf(drawn, firstDay, months, { balancesAfter: false, monthSums: false }))
        expect(hashes(await night(`${name}-post`, '2026-03-31', 1))).toEqual(hashes(await night(`${name}-sum`, '2026-03-31', 1)))
      }),
      { numRuns: 2 },
    )
  }, 120_000)
})
