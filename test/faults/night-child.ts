import { openDuckdbEngine } from '../../night/engines/duckdb-engine.ts'
import { runAndPublishNight } from '../../server/modules/extract/index.ts'
import { openDatabases, type Databases } from '../../server/platform/database/pools.ts'

/** A night in a process of its own, to be killed: `node night-child.ts <arguments as JSON>` prints a line for every change of a step. */
export interface NightChildGiven {
  connection: Parameters<typeof openDatabases>[0]
  lakeDir: string
  runsDir: string
}

const { connection, lakeDir, runsDir } = JSON.parse(process.argv[2] ?? '{}') as NightChildGiven
const databases: Databases = openDatabases(connection, (error) => process.stderr.write(`${error.message}\n`))
const night = await runAndPublishNight(databases, {
  lakeDir,
  runsDir,
  engine: () => openDuckdbEngine({ threads: 1 }),
  onProgress: (steps) =>
    process.stdout.write(
      `${steps.filter((step) => step.state === 'done').length} ${steps.find((step) => step.state === 'running')?.step ?? ''}\n`,
    ),
})
process.stdout.write(`${night.outcome}\n`)
await databases.close()
