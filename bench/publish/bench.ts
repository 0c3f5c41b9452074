import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openDuckdb } from '../../night/engines/duckdb.ts'
import { modelsFolder } from '../../night/run/models.ts'
import { publishedModels } from '../../night/run/publish/declarations.ts'
import { publish, type Published } from '../../night/run/publish/publish.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { machineLine, table } from '../night/markdown.ts'
import { withPostgres } from '../night/server.ts'
import { compareLayouts } from './layouts.ts'

const help = `node bench/publish/bench.ts --run <runs/date/fingerprint> [--outlet <institution id>] [--dir <folder>]

Publishes a computed night into a fresh PostgreSQL, then the same date again: as it is, with one outlet changed, and with everything compared row by row, as it was before
publish knew what is in force of each outlet. Then measures what partitions by outlet would do to readers. Prints Markdown.`
const { values } = parseArgs({
  options: { run: { type: 'string' }, outlet: { type: 'string' }, dir: { type: 'string' }, help: { type: 'boolean' } },
})
if (values.help || !values.run) {
  console.log(help)
  process.exit(values.help ? 0 : 2)
}
const runDir = resolve(values.run)
const businessDate = basename(resolve(runDir, '..'))
const folder = resolve(values.dir ?? join(tmpdir(), 'liuke-bench-publish'))
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const only = publishedModels(modelsFolder)
  .map(({ model }) => model)
  .filter((model) => existsSync(join(runDir, 'marts', `${model}.parquet`)))

/** The same night, one outlet of which says something else in every snapshot. */
async function withOutletChanged(outlet: number): Promise<string> {
  const marts = join(folder, 'changed', 'marts')
  mkdirSync(marts, { recursive: true })
  for (const name of readdirSync(join(runDir, 'marts')))
    if (name !== 'customer_snapshot.parquet') symlinkSync(join(runDir, 'marts', name), join(marts, name))
  const engine = await openDuckdb()
  await engine.run(`copy (select * replace (case when institution_id = ${outlet} then aum_fen + 1 else aum_fen end as aum_fen)
    from read_parquet('${join(runDir, 'marts', 'customer_snapshot.parquet')}')) to '${join(marts, 'customer_snapshot.parquet')}' (format parquet)`)
  engine.close()
  return join(folder, 'changed')
}

interface Timed {
  what: string
  seconds: number
  written: number
  published: Published
}

await withPostgres(join(folder, 'postgres'), async (_, databases) => {
  const { ownerPool } = databases
  const first = await publishOne(databases, 'first publish of the date', runDir)
  const { rows } = await ownerPool.query<{ id: number; n: number }>(
    'select institution_id as id, count(*)::int as n from customer.customer_snapshot group by 1 order by 2 desc, 1 limit 1',
  )
  const outlet = Number(values.outlet ?? rows[0]?.id)
  const changed = await withOutletChanged(outlet)
  const all = [first, await publishOne(databases, 'again, nothing says anything else', runDir)]
  all.push(await publishOne(databases, 'again, the snapshots of one outlet changed', changed))
  await ownerPool.query('truncate extract.published_part')
  all.push(await publishOne(databases, 'again, that outlet back, all compared row by row (before)', runDir))
  all.push(await publishOne(databases, 'again, that outlet changed, known by outlet', changed))
  const lines = all.map(({ what, seconds, written, published }) => [
    what,
    seconds.toFixed(1),
    written.toLocaleString('en'),
    published.changedRows.toLocaleString('en'),
  ])
  const total = first.published.tables.reduce((sum, each) => sum + each.rows, 0)
  console.log(
    `# Publish\n\n${machineLine()}\n\n${total.toLocaleString('en')} rows of ${only.length} tables, business date ${businessDate}\n`,
  )
  console.log(table(['publish', 'seconds', 'rows copied', 'rows exchanged'], lines))
  console.log(`\n${await sizes(ownerPool)}\n`)
  console.log(await compareLayouts(ownerPool, businessDate))
})
rmSync(folder, { recursive: true, force: true })

/** Bytes with indexes, of one date and of all dates that retention keeps. */
async function sizes(pool: Databases['ownerPool']): Promise<string> {
  const { rows } = await pool.query<{ customers: number }>('select count(*)::int as customers from customer.customer')
  const customers = rows[0]?.customers ?? 1
  let [one, kept] = [0, 0]
  for (const { schema, table: name, keep } of publishedModels(modelsFolder)) {
    const found = await pool.query<{ bytes: string }>(
      'select coalesce(sum(pg_total_relation_size(inhrelid)), 0)::text as bytes from pg_inherits where inhparent = $1::regclass',
      [`${schema}.${name}`],
    )
    const bytes = Number(found.rows[0]?.bytes)
    one += bytes
    kept += bytes * (keep.dates + keep.monthEnds)
  }
  const line = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB, ${(bytes / customers).toFixed(0)} bytes a customer`
  return `One date in PostgreSQL: ${line(one)}; all dates that are kept: ${line(kept)} (${customers.toLocaleString('en')} customers)`
}

async function publishOne({ ownerPool }: Databases, what: string, dir: string): Promise<Timed> {
  const night = await ownerPool.query<{ id: number }>(
    `insert into extract.night (business_date, outcome) values ($1, 'running') returning id`,
    [businessDate],
  )
  const started = performance.now()
  const published = await publish({
    ownerPool,
    runDir: dir,
    modelsDir: modelsFolder,
    only,
    businessDate,
    dataAsOf: businessDate,
    nightId: night.rows[0]?.id ?? 0,
    fingerprint: what,
  })
  const seconds = (performance.now() - started) / 1000
  process.stderr.write(`  ${what}: ${seconds.toFixed(1)} s\n`)
  return { what, seconds, published, written: published.tables.reduce((sum, each) => sum + each.written, 0) }
}
