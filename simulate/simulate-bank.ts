import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDuckdb } from '../night/engines/duckdb.ts'
import type { Duckdb } from '../night/engines/duckdb.ts'
import { balanceDates, balanceTableSql } from './balance.ts'
import { layBank } from './bank.ts'
import { writeDurably, writeManifest, writeParts } from './delivery.ts'
import { organise } from './organisation.ts'
import { checkOptions, planOf, SimulateError } from './plan.ts'
import type { Plan, SimulateOptions } from './plan.ts'
import { literal, sqlFile } from './sql-text.ts'

const customersPerChunk = 100_000

/** The steps of a chunk of customers, in order; each is a file of `sql/` that says what it makes. */
const steps = [
  'customer',
  'person',
  'account',
  'contact',
  'hazard',
  'wealth',
  'income',
  'investing',
  'occasion',
  'leaving',
  'ledger',
] as const

interface Settings {
  format: 'liuke-simulated-bank/1'
  seed: number
  outlets: number
  customersPerOutlet: number
  firstDate: string
}

/** What a call delivered: dates written now, dates that were there already. */
export interface Simulated {
  written: string[]
  kept: string[]
  firstDate: string
}

/**
 * Simulates a bank and writes one canonical delivery a business date to `<out>/<date>/` (docs/extract.md), the truth of its attrition to `<out>/truth/`.
 * The first date of a bank carries 13 months of history. The same arguments give the same bytes; a later call with the same `out` extends
 * the bank: dates that are there are kept, and none depends on a later one. Money is whole fen.
 * Throws `SimulateError` when the arguments are wrong or the folder holds another bank.
 */
export async function simulateBank(options: SimulateOptions): Promise<Simulated> {
  checkOptions(options)
  const settings = settingsIn(options)
  const kept = options.businessDates.filter((date) => existsSync(join(options.out, date, 'manifest.json')))
  const written = options.businessDates.filter((date) => !kept.includes(date))
  const lastOn = written.at(-1)
  if (lastOn !== undefined) await simulate(options, settings, planOf(settings.firstDate, lastOn), written)
  return { written, kept, firstDate: settings.firstDate }
}

function settingsIn({ out, outlets, customersPerOutlet, seed, businessDates }: SimulateOptions): Settings {
  const wanted: Settings = { format: 'liuke-simulated-bank/1', seed, outlets, customersPerOutlet, firstDate: businessDates[0] ?? '' }
  const path = join(out, 'bank.json')
  if (!existsSync(path)) {
    mkdirSync(out, { recursive: true })
    writeDurably(path, `${JSON.stringify(wanted, null, 2)}\n`)
    return wanted
  }
  const found = JSON.parse(readFileSync(path, 'utf8')) as Settings
  if (JSON.stringify({ ...found, firstDate: '' }) !== JSON.stringify({ ...wanted, firstDate: '' })) {
    throw new SimulateError(
      `${out} 里已有另一家模拟银行(种子 ${found.seed},${found.outlets} 个网点,每网点 ${found.customersPerOutlet} 位客户):请换一个目录,或用同样的参数续做`,
    )
  }
  if (wanted.firstDate < found.firstDate)
    throw new SimulateError(`${out} 里的模拟银行从 ${found.firstDate} 开始,不能补做更早的 ${wanted.firstDate}:请换一个目录`)
  return found
}

async function simulate(options: SimulateOptions, settings: Settings, plan: Plan, dates: readonly string[]): Promise<void> {
  const work = join(options.out, '.work')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  const engine = await openDuckdb({
    memoryLimit: options.memoryLimit ?? '4GB',
    tempDirectory: work,
    ...(options.threads ? { threads: options.threads } : {}),
  })
  try {
    await layBank(
      engine,
      plan,
      organise(settings.outlets, settings.customersPerOutlet, settings.seed, plan.firstOn),
      settings.customersPerOutlet,
      settings.seed,
    )
    const chunks = chunksOf(settings)
    for (const [chunk, [from, to]] of chunks.entries()) {
      await simulateChunk(engine, { from, to, dates, plan }, (step) => {
        options.onProgress?.({
          text: `模拟银行:第 ${chunk + 1} / ${chunks.length} 批客户`,
          done: chunk * (steps.length + 1) + step,
          total: chunks.length * (steps.length + 1),
        })
      })
      for (const date of dates) await writeParts(engine, join(options.out, date), plan, date, chunk, chunks.length)
      await engine.run(`copy (select cid::varchar as customer_no, month_end, categories, contacted, maturing, hazard, "left", leaves_on from hazard order by cid, month_end)
        to ${literal(join(work, `hazard-${String(chunk).padStart(4, '0')}.parquet`))} (format parquet, compression zstd)`)
    }
    await writeTruth(engine, work, join(options.out, 'truth'))
    for (const date of dates) await writeManifest(engine, join(options.out, date), plan, date, chunks.length)
    options.onProgress?.({ text: '模拟银行:完成', done: chunks.length * (steps.length + 1), total: chunks.length * (steps.length + 1) })
  } finally {
    engine.close()
    rmSync(work, { recursive: true, force: true })
  }
}

function chunksOf({ outlets, customersPerOutlet }: Settings): [from: number, to: number][] {
  const size = Math.max(1, Math.floor(customersPerChunk / customersPerOutlet))
  return Array.from({ length: Math.ceil(outlets / size) }, (_, chunk) => [chunk * size, Math.min(outlets, (chunk + 1) * size)])
}

interface Chunk {
  from: number
  to: number
  dates: readonly string[]
  plan: Plan
}

async function simulateChunk(engine: Duckdb, { from, to, dates, plan }: Chunk, onStep: (done: number) => void): Promise<void> {
  await engine.run(`set variable outlet_from = ${from}; set variable outlet_to = ${to}`)
  for (const [index, step] of steps.entries()) {
    onStep(index)
    await engine.run(sqlFile(step))
  }
  await engine.run(balanceTableSql([...new Set(dates.flatMap((date) => balanceDates(plan, date)))]))
  onStep(steps.length)
}

async function writeTruth(engine: Duckdb, work: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await engine.run(
    `copy (select * from read_parquet(${literal(join(work, 'hazard-*.parquet'))})) to ${literal(join(folder, 'hazard.parquet'))} (format parquet, compression zstd)`,
  )
}
