import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDuckdb } from '../../night/engines/duckdb.ts'
import { readCatalog } from '../../night/extract/catalog.ts'
import { frozenFolder } from '../../night/run/frozen.ts'
import { packPolicies } from './bank.ts'
import { runNight } from '../../night/run/run-night.ts'
import { openDuckdbEngine } from '../../night/engines/duckdb-engine.ts'
import { tasks } from './tasks.ts'

const dates = ['2026-01-29', '2026-01-30']
const [, date = ''] = dates
const times = 3
const home = mkdtempSync(join(tmpdir(), 'liuke-multiply-'))
const at = (...path: string[]) => join(home, ...path)
const night = (name: string) =>
  runNight({
    lakeDir: at(name, 'lake'),
    runsDir: at(name, 'runs'),
    businessDate: date,
    policies: packPolicies(),
    engine: () => openDuckdbEngine({ threads: 1 }),
  })

/** Runs of the one bank, and of three like it whose closed months were computed. */
let one: string
let many: string

beforeAll(async () => {
  const bank = {
    incoming: at('incoming'),
    lakeDir: at('one', 'lake'),
    runsDir: at('one', 'runs'),
    outlets: 2,
    customersPerOutlet: 60,
    dates,
  }
  await tasks.simulate(bank)
  for (const each of dates) await tasks.load({ ...bank, date: each })
  one = (await night('one')).runDir
  await tasks.multiplyLake({ from: bank.lakeDir, to: at('many', 'lake'), times })
  many = (await night('many')).runDir
}, 120_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
  const duckdb = await openDuckdb({ threads: 1 })
  const rows = await duckdb.all(sql)
  duckdb.close()
  return rows
}

it('every tier has three times the customers and sums', async () => {
  const [tiersOfOne, tiersOfMany] = [await tasks.tierTotals({ runDir: one }), await tasks.tierTotals({ runDir: many })]
  expect(tiersOfOne.length).toBeGreaterThan(1)
  expect(tiersOfMany.map(({ tier, customers, aum }) => [tier, customers, aum])).toEqual(
    tiersOfOne.map(({ tier, customers, aum }) => [tier, String(Number(customers) * times), String(BigInt(aum ?? '') * BigInt(times))]),
  )
})

it('keys stay unique and every row finds what it names; the catalogue counts rows rightly', async () => {
  const [delivery] = readCatalog(at('many', 'lake')).deliveries.slice(-1)
  const source = (table: string) => `'${at('many', 'lake', `deliveries/${date}/${delivery?.loadId}/${table}.parquet`)}'`
  const keys = { customer: 'customer_id', account: 'account_id', staff: 'staff_id', employer: 'employer_id', institution: 'institution_id' }
  for (const [table, key] of Object.entries(keys)) {
    const code =
      { customer: 'customer_no', account: 'account_no', staff: 'staff_no', employer: 'employer_code' }[table] ?? 'institution_code'
    const [count] = await rowsOf(
      `select count(*) as rows, count(distinct ${key}) as keys, count(distinct ${code}) as codes from ${source(table)}`,
    )
    const rows = BigInt(delivery?.tables[table as keyof typeof keys]?.rows ?? 0)
    expect([table, count]).toEqual([table, { rows, keys: rows, codes: rows }])
  }
  const lost = await rowsOf(
    `select 1 from ${source('account')} a anti join ${source('customer')} c on c.customer_id = a.customer_id and c.customer_no = a.customer_no
     union all select 1 from ${source('customer')} c anti join ${source('staff')} s on s.staff_id = c.manager_id and s.staff_no = c.manager_staff_no where c.manager_id is not null
     union all select 1 from ${source('institution')} i anti join ${source('institution')} p on p.institution_id = i.parent_id and p.institution_code = i.parent_code
       where i.parent_id is not null`,
  )
  expect(lost).toEqual([])
})

it('frozen months that were multiplied are those that would be computed, and the night from them is the same', async () => {
  const { reads } = await tasks.night({
    incoming: '',
    outlets: 2,
    customersPerOutlet: 60,
    dates,
    lakeDir: at('one', 'lake'),
    runsDir: at('again'),
    date,
  })
  const frozen = reads.flatMap(({ parts }) => parts.map(({ file }) => file)).filter((file) => file.includes('/frozen/'))
  await tasks.multiplyLake({ from: at('one', 'lake'), to: at('copied', 'lake'), times, since: '2026-01-01' })
  await tasks.freezeCopies({ from: at('one', 'lake'), lakeDir: at('copied', 'lake'), runsDir: at('copied', 'runs'), date, times, frozen })
  const [computed, copied] = ['many', 'copied'].map((name) => readdirSync(frozenFolder(at(name, 'lake'))).sort())
  // the hash in a name is of the lake's files, which here lack what no such night reads
  const labels = (files: string[] = []) => files.map((file) => file.replace(/-[0-9a-f]{16}\.parquet$/, ''))
  expect(labels(copied)).toEqual(labels(computed))
  expect(labels(copied).length).toBeGreaterThan(50)
  for (const [index, file] of (computed ?? []).entries()) {
    const [left, right] = [at('many', 'lake', 'frozen', file), at('copied', 'lake', 'frozen', copied?.[index] ?? '')].map(
      (path) => `select * from '${path}'`,
    )
    const [row] = await rowsOf(`select count(*) as rows from ((${left} except all ${right}) union all (${right} except all ${left}))`)
    expect([file, row?.rows]).toEqual([file, 0n])
  }
  const { steps, runDir } = await night('copied')
  expect(steps.filter(({ model }) => / 2025-\d\d-31$/.test(model))).toEqual([])
  for (const mart of readdirSync(join(many, 'marts'))) {
    const [bytes, same] = [many, runDir].map((run) => readFileSync(join(run, 'marts', mart)))
    expect([mart, same?.equals(bytes ?? Buffer.of())]).toEqual([mart, true])
  }
}, 60_000)
