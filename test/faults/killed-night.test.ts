import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { loadDelivery } from '../../server/modules/extract/index.ts'
import { seedPolicies } from '../../server/modules/policy/index.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { projectDir } from '../../server/platform/home.ts'
import { businessDatesFrom, simulateBank } from '../../simulate/index.ts'
import { testDatabase } from '../support/database.ts'
import type { NightChildGiven } from './night-child.ts'

const root = mkdtempSync(join(tmpdir(), 'liuke-faults-'))
const [firstDate = '', secondDate = ''] = businessDatesFrom('2026-01-30', 2)
/** Another place to kill at in every run; it is told with every failure. */
const seed = Number(process.env['LIUKE_FAULT_SEED'] ?? Date.now() % 1_000_000)
const random = seeded(seed)

interface Home {
  databases: Databases
  lakeDir: string
  runsDir: string
}
let calm: Home
let faulty: Home

beforeAll(async () => {
  await simulateBank({
    out: join(root, 'incoming'),
    outlets: 2,
    customersPerOutlet: 60,
    seed: 3,
    businessDates: [firstDate, secondDate],
    threads: 1,
  })
  calm = await openHome('calm')
  faulty = await openHome('faulty')
}, 240_000)
afterAll(() => rmSync(root, { recursive: true }))

async function openHome(name: string): Promise<Home> {
  const home = { databases: await testDatabase(), lakeDir: join(root, name, 'lake'), runsDir: join(root, name, 'runs') }
  await seedPolicies(home.databases.owner, join(projectDir, 'server/modules/policy/packs/cn'))
  return home
}

const load = ({ databases, lakeDir }: Home, date: string, from = join(root, 'incoming', date)) =>
  loadDelivery(databases, { lakeDir, reportsDir: join(lakeDir, '..', 'reports'), from, mapping: 'canonical', threads: 1 })

type Phase = 'compute' | 'publish'
const phaseOf = (line: string): Phase => (line.includes('publish') ? 'publish' : 'compute')

/** Runs the newest night in a child, and kills it at the n-th thing it tells of a phase. Returns all it said; throws when it was to be killed and was not. */
async function night({ databases, lakeDir, runsDir }: Home, kill?: { phase: Phase; line: number }): Promise<string[]> {
  const { database } = databases.ownerPool.options
  const given: NightChildGiven = { connection: { ...inject('postgres'), database: database ?? '' }, lakeDir, runsDir }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'night-child.ts'), JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  const gone = new Promise<NodeJS.Signals | number | null>((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)))
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    if (kill && phaseOf(line) === kill.phase && said.filter((each) => phaseOf(each) === kill.phase).length === kill.line)
      child.kill('SIGKILL')
  }
  const end = await gone
  if (end !== (kill ? 'SIGKILL' : 0)) throw new Error(`night ended with ${end}: ${complaint}`)
  return said
}

/** Every published row of every table, and every byte of the newest run. */
async function stateOf({ databases: { ownerPool }, runsDir }: Home, date: string) {
  const { rows: tables } = await ownerPool.query<{
    name: string
  }>(`select inhparent::regclass::text as name from pg_inherits join pg_class c on c.oid = inhparent
    where c.relkind = 'p' group by 1 order by 1`)
  const rows: Record<string, string> = {}
  for (const { name } of tables) {
    const digest = await ownerPool.query<{ digest: string }>(
      `select count(*) || ' ' || md5(string_agg(t::text, e'\\n' order by t::text)) as digest from ${name} t`,
    )
    rows[name] = digest.rows[0]?.digest ?? ''
  }
  const current = (await ownerPool.query('select business_date, data_as_of, fingerprint from extract.publication where is_current')).rows
  const keys = (
    await ownerPool.query(`select (select md5(string_agg(i::text, ',' order by id)) from organisation.institution i) as institutions,
    (select md5(string_agg(s::text, ',' order by id)) from organisation.staff s) as staff`)
  ).rows
  const runs = readdirSync(join(runsDir, date))
  const marts = join(runsDir, date, runs[0] ?? '', 'marts')
  const bytes = Object.fromEntries(
    readdirSync(marts)
      .sort()
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(join(marts, file)))
          .digest('hex'),
      ]),
  )
  return { rows, current, keys, runs, bytes }
}

const leftovers = async ({ databases: { ownerPool } }: Home) =>
  (
    await ownerPool.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class where relkind = 'r' and not relispartition and relname ~ '_[0-9]{8}_[0-9a-f]{8}$'`,
    )
  ).rows

describe(`a night that is killed (seed ${seed})`, () => {
  it('finishes on a re-run with the same bytes and the same rows, two nights in a row', async () => {
    for (const date of [firstDate, secondDate]) {
      for (const home of [calm, faulty]) await load(home, date)
      const said = await night(calm)
      expect(said.at(-1)).toBe('published')
      const lines = (phase: Phase) => said.filter((line) => phaseOf(line) === phase).length
      // once while it computes, twice while it publishes, each time anywhere but at the very end
      const kills = (['compute', 'publish', 'publish'] as const).map((phase) => ({
        phase,
        line: 1 + Math.floor(random() * (lines(phase) - 2)),
      }))
      for (const kill of kills) await night(faulty, kill)
      expect((await night(faulty)).at(-1)).toBe('published')
      expect({ kills, ...(await stateOf(faulty, date)) }).toEqual({ kills, ...(await stateOf(calm, date)) })
      expect(await leftovers(faulty)).toEqual([])
    }
    const { rows } = await faulty.databases.ownerPool.query<{ outcome: string; n: number }>(
      'select outcome, count(*)::int as n from extract.night group by 1 order by 1',
    )
    expect(rows.map((row) => row.outcome)).not.toContain('running')
  }, 240_000)

  it('leaves yesterday readable when the delivery of today is refused or only half sent', async () => {
    const before = await stateOf(faulty, secondDate)
    const [thirdDate = ''] = businessDatesFrom('2026-02-01', 1)
    const broken = join(root, 'broken')
    cpSync(join(root, 'incoming', secondDate), broken, { recursive: true })
    const manifest = join(broken, 'manifest.json')
    const told = readFileSync(manifest, 'utf8').replaceAll(secondDate, thirdDate)
    for (const damage of ['truncated', 'no manifest'] as const) {
      rmSync(manifest, { force: true })
      if (damage === 'truncated') {
        writeFileSync(manifest, told)
        writeFileSync(join(broken, 'transaction.parquet'), readFileSync(join(broken, 'transaction.parquet')).subarray(0, 500))
      }
      expect(await load(faulty, thirdDate, broken)).toMatchObject({ outcome: 'refused' })
      expect((await night(faulty)).at(-1)).toBe('published')
      expect(await stateOf(faulty, secondDate)).toEqual(before)
    }
  }, 120_000)
})

function seeded(start: number): () => number {
  let state = start
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
