/**
 * What row-level security costs: `nice node bench/permission/bench.ts [--customers 60000,1000000] [--runs 150]`; see README.md. Prints Markdown tables. Exit
 * code 1 when the list of an outlet takes more than 1.3 times what it takes its owner with a plain `where`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../../server/platform/database/embedded.ts'
import { openDatabases } from '../../server/platform/database/pools.ts'
import { machineLine, table } from '../night/markdown.ts'
import { fillBank } from './bank.ts'
import { compareScopes } from './compare.ts'
import { measureTiming } from './timing.ts'

const { values } = parseArgs({
  options: { customers: { type: 'string', default: '60000,1000000' }, runs: { type: 'string', default: '150' } },
})
const goal = 1.3
let missed = false
console.log(`# Permission\n\n${machineLine()}\n`)
for (const customers of values.customers.split(',').map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), 'liuke-bench-permission-'))
  const server = await startEmbedded(folder, { durable: false })
  let ending = false
  const databases = openDatabases(server.connection, (error) => {
    if (!ending) console.error(error.message)
  })
  try {
    await fillBank(databases, customers)
    const rows = await compareScopes(server.connection, Number(values.runs))
    missed ||= rows.some(({ held, ratio }) => held && ratio > goal)
    console.log(`## ${customers.toLocaleString('en')} customers, 500 institutions\n`)
    const heads = ['', 'customers seen', 'plain where ms p50', 'row-level security ms p50', 'ratio', 'p95 plain', 'p95 guarded']
    console.log(
      table(
        heads,
        rows.map(({ cells }) => cells),
      ),
    )
    console.log(
      '\nAsked for by a manager of another outlet: a customer who exists there, and one who does not exist (ms; AUC 0.50 = cannot be told apart)\n',
    )
    console.log(
      table(['', 'there p50', 'nowhere p50', 'there p95', 'nowhere p95', 'AUC'], await measureTiming(databases, Number(values.runs))),
    )
    console.log('')
  } finally {
    ending = true
    await databases.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
process.exitCode = missed ? 1 : 0
