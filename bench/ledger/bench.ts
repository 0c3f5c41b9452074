/**
 * The ledger of points beside bare inserts of the same rows, in one run: `node bench/ledger/bench.ts [--seconds 5] [--customers 1000000] [--accrual-only]`.
 * Prints Markdown. Exit code 1 when an update is lost, the ledger does not verify, or posting is slower than half of the bare inserts.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { verifyLedger } from '../../server/modules/points/index.ts'
import { withPostgres } from '../night/server.ts'
import { machineLine, table } from '../night/markdown.ts'
import { bareAccrual, bareInsert, bareTables, ledgerAccrual, ledgerEarn, ledgerSpend } from './statements.ts'
import { backendMemory, backendSeconds, clientsAt, type Rate } from './clients.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    customers: { type: 'string', default: '1000000' },
    'accrual-only': { type: 'boolean', default: false },
  },
})
const seconds = Number(values.seconds)
const customers = Number(values.customers)
const folder = mkdtempSync(join(tmpdir(), 'liuke-bench-ledger-'))
let missed = false
await withPostgres(join(folder, 'postgres'), async ({ connection }, { owner, ownerPool }) => {
  await ownerPool.query(bareTables)
  await ownerPool.query(`insert into points.programme (code, name, institution_id) values ('bench', 'bench', 1)`)
  console.log(
    `# Ledger of points\n\n${machineLine()}\n\nEvery answered posting is on disk (fsync on). Bare: the same rows into the same tables without the ledger.\n`,
  )
  if (!values['accrual-only']) {
    await postings(connection)
    await hotAccount(connection, ownerPool)
  }
  await accrual(connection)
  const verdict = await verifyLedger(owner)
  console.log(`\n\`liuke ledger verify\` over ${verdict.postings.toLocaleString('en')} postings: ${verdict.problems.length} problems.`)
  missed ||= verdict.problems.length > 0
})
rmSync(folder, { recursive: true, force: true })
process.exit(missed ? 1 : 0)

async function postings(connection: pg.ClientConfig): Promise<void> {
  const rows: string[][] = []
  for (const clients of [1, 8, 32]) {
    const bare = await clientsAt(connection, clients, seconds, bareInsert)
    const ledger = await clientsAt(connection, clients, seconds, ledgerEarn)
    missed ||= ledger.perSecond < bare.perSecond / 2
    rows.push([String(clients), ...[bare, ledger].flatMap(shown), `${(ledger.perSecond / bare.perSecond).toFixed(2)} ×`])
  }
  console.log(table(['clients', 'bare /s', 'p99 ms', 'ledger /s', 'p99 ms', 'ledger ÷ bare'], rows))
}

function shown(rate: Rate): string[] {
  return [rate.perSecond.toFixed(0), rate.p99.toFixed(1)]
}

async function hotAccount(connection: pg.ClientConfig, ownerPool: pg.Pool): Promise<void> {
  const given = 1_000_000n
  await ownerPool.query(`select points.post(1, 999999999, 'earn', 'hot', ${given}, '2026-01-01', 1, 'bench', null)`)
  const spent = await clientsAt(connection, 32, seconds, ledgerSpend)
  const { rows } = await ownerPool.query<{ left: bigint }>(`select available as left from points.holder where customer_id = 999999999`)
  const lost = given - (rows[0]?.left ?? 0n) - BigInt(spent.done)
  missed ||= lost !== 0n
  console.log(
    `\nOne account, 32 clients spending: ${spent.perSecond.toFixed(0)} postings a second, p99 ${spent.p99.toFixed(1)} ms, ${lost} lost updates.`,
  )
}

async function accrual(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  const timed = async (statements: readonly string[]) => {
    const memory = backendMemory(client)
    const processor = backendSeconds(client)
    const used = processor()
    const before = await memory()
    const from = performance.now()
    let peak = before
    const watch = setInterval(() => void memory().then((now) => (peak = Math.max(peak, now))), 100)
    for (const statement of statements) await client.query(statement)
    clearInterval(watch)
    return { seconds: (performance.now() - from) / 1000, cpu: processor() - used, megabytes: peak }
  }
  const bare = await timed(bareAccrual(customers))
  const ledger = await timed(ledgerAccrual(customers, 'first'))
  const again = await timed(ledgerAccrual(customers, 'first'))
  const next = await timed(ledgerAccrual(customers, 'second'))
  await client.end()
  const beside = (run: typeof bare) => [`${(run.seconds / bare.seconds).toFixed(2)} ×`, `${(run.cpu / bare.cpu).toFixed(2)} ×`]
  const row = (what: string, run: typeof bare) => [what, run.seconds.toFixed(1), run.cpu.toFixed(1), `${run.megabytes.toFixed(0)} MB`]
  console.log(
    `\n${table(
      [
        `accrual of ${customers.toLocaleString('en')} customers`,
        'seconds',
        'CPU s of the backend',
        'peak memory of the backend',
        'clock ÷ bare',
        'CPU ÷ bare',
      ],
      [
        row('bare insert … select', bare),
        [...row('ledger, first month (opens the accounts)', ledger), ...beside(ledger)],
        row('ledger, run again (changes nothing)', again),
        [...row('ledger, second month', next), ...beside(next)],
      ].map((cells) => [...cells, '', ''].slice(0, 6)),
    )}`,
  )
}
