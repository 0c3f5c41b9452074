import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openDuckdb } from '../../night/engines/duckdb.ts'
import { openDuckdbEngine } from '../../night/engines/duckdb-engine.ts'
import { openSparkEngine } from '../../night/engines/spark.ts'
import type { SparkOptions } from '../../night/engines/spark-session.ts'
import { loadDelivery } from '../../night/extract/load.ts'
import { runNight } from '../../night/run/run-night.ts'
import { simulateBank } from '../../simulate/index.ts'
import { openPostgresEngine, tableIn, type PostgresEngine } from './postgres-engine.ts'
import { freezeCopies } from './frozen-copies.ts'
import { multiplyLake } from './multiplied-lake.ts'
import { publishTask } from './publish-task.ts'
import { packPolicies, type Bank } from './bank.ts'
import { nightTask } from './night-task.ts'
import { bareScan, rawMovements, type Read } from './scan.ts'
import { withPostgres } from './server.ts'

export interface ScanFigures {
  rows: number
  seconds: number
  cpuSeconds: number
}

/** The median of three scans, as a single one is at the mercy of the file cache. */
async function medianScan(reads: readonly Read[]): Promise<ScanFigures> {
  const scans: ScanFigures[] = []
  for (let n = 0; n < 3; n++) {
    const started = performance.now()
    const before = process.cpuUsage()
    const rows = await bareScan(reads)
    const { user, system } = process.cpuUsage(before)
    scans.push({ rows, seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 })
  }
  const median = scans.sort((a, b) => a.seconds - b.seconds)[1]
  if (!median) throw new Error('no scan ran')
  return median
}

type Totals = Record<string, string>
const totalsOf = `select count(*) as customers, sum(aum_fen) as aum, sum(aum_mda_fen) as daily_average, sum(category_count) as categories,
  sum(stickiness) as stickiness, sum(payroll_kept_30d_fen) as kept, sum(inflow_90d_fen) as inflow, sum(months_in_tier) as months_in_tier`
const asText = (row: object | undefined): Totals =>
  Object.fromEntries(Object.entries(row ?? {}).map(([key, value]) => [key, String(value)]))

export const tasks = {
  async simulate({ incoming, outlets, customersPerOutlet, dates }: Bank) {
    return simulateBank({ out: incoming, outlets, customersPerOutlet, seed: 1, businessDates: dates })
  },

  async load({ incoming, lakeDir, date }: Bank & { date: string }) {
    const loaded = await loadDelivery({ lakeDir, reportsDir: join(lakeDir, 'reports'), from: join(incoming, date), mapping: 'canonical' })
    if (loaded.outcome === 'refused') throw new Error(`refused: ${JSON.stringify(loaded.problems.slice(0, 3))}`)
    return { rows: loaded.rows, tables: Object.fromEntries(loaded.tables.map(({ table, rows }) => [table, rows])) }
  },

  night: nightTask,

  /** A night by one of the two engines of the night: DuckDB, or Spark when told which. */
  async nightOn({ lakeDir, runsDir, date, spark }: Bank & { date: string; spark?: SparkOptions }) {
    const engine = () =>
      spark ? openSparkEngine({ ...spark, scratch: join(runsDir, '.spark') }) : openDuckdbEngine({ tempDirectory: join(runsDir, '.spill') })
    const night = await runNight({ lakeDir, runsDir, businessDate: date, policies: packPolicies(), engine })
    if (night.outcome === 'stopped') throw new Error('checks failed')
    return night
  },

  async scanRaw({ lakeDir, date }: Bank & { date: string }) {
    return medianScan(rawMovements(lakeDir, date))
  },

  async scanRead({ reads }: { reads: Read[] }) {
    // marts that the checks read again were written by this very night
    return medianScan(
      reads.map(({ columns, parts }) => ({
        columns,
        parts: parts.filter((part) => !part.file.includes('/marts/') && existsSync(part.file)),
      })),
    )
  },

  publish: publishTask,

  /**
   * The same nights by PostgreSQL: the first with all months to be summarised, the last with closed months ready. Loading is told apart. With `given` the closed
   * months are those that DuckDB has frozen, brought in like the rest, and only the last night is run.
   */
  postgres({ lakeDir, runsDir, dates, folder, given }: Bank & { folder: string; given: boolean }) {
    return withPostgres(folder, async (server, { ownerPool }) => {
      const frozenBy = given ? await duckdbIdentity() : undefined
      const nights: { date: string; seconds: number; loadSeconds: number; totals: Totals }[] = []
      for (const date of given ? dates.slice(-1) : dates) {
        let engine: PostgresEngine | undefined
        const started = performance.now()
        const open = async () => (engine = await openPostgresEngine(server.connection, frozenBy))
        const night = await runNight({
          lakeDir,
          runsDir: join(runsDir, 'postgres'),
          businessDate: date,
          policies: packPolicies(),
          engine: open,
        })
        const loadSeconds = engine?.loadSeconds() ?? 0
        const seconds = (performance.now() - started) / 1000 - loadSeconds
        const { rows } = await ownerPool.query(`${totalsOf} from ${tableIn(join(night.runDir, 'marts', 'customer_snapshot.parquet'))}`)
        nights.push({ date, seconds, loadSeconds, totals: asText(rows[0]) })
      }
      return nights
    })
  },

  /** Number of customers and sums of a night's snapshots: equal results, not only equal names. */
  async totals({ runDir }: { runDir: string }) {
    const engine = await openDuckdb()
    const [row] = await engine.all(`${totalsOf} from read_parquet('${join(runDir, 'marts', 'customer_snapshot.parquet')}')`)
    engine.close()
    return asText(row)
  },

  /** Customers and sums of a night's snapshots, each tier a line of its own. */
  async tierTotals({ runDir }: { runDir: string }) {
    const engine = await openDuckdb()
    const snapshots = join(runDir, 'marts', 'customer_snapshot.parquet')
    const rows = await engine.all(`${totalsOf}, tier from read_parquet('${snapshots}') group by tier order by tier`)
    engine.close()
    return rows.map(asText)
  },

  multiplyLake,

  freezeCopies,
}

async function duckdbIdentity(): Promise<string> {
  const engine = await openDuckdbEngine()
  await engine.close()
  return engine.identity
}

export type TaskName = keyof typeof tasks
export type TaskResult<N extends TaskName> = Awaited<ReturnType<(typeof tasks)[N]>>
