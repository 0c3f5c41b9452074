import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { differingMarts, martsOf } from '../../test/spark/marts.ts'
import { machineLine, table } from './markdown.ts'
import { measure } from './measure.ts'
import { watchTree } from './process-tree.ts'
import { prepareSize } from './size.ts'

const help = `SPARK_HOME=… node bench/night/spark.ts [--size 20000] [--master local[2]] [--memory 4g] [--conf key=value]… [--dir <folder>]

The same night over the same simulated bank on DuckDB in the process and on Spark, each from raw files and then from frozen months, each in a process of its own (README.md).
  --size    customers
  --master  the Spark cluster; with local[n] all of it runs here
  --memory  of Spark's driver, which with local[n] is all it has
  --conf    a setting of Spark beside its own, as often as needed
  --dir     where banks and lakes are kept; what is there is used again (default: ${join(tmpdir(), 'liuke-bench')})`

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '20000' },
    master: { type: 'string', default: 'local[2]' },
    memory: { type: 'string', default: '4g' },
    conf: { type: 'string', multiple: true, default: [] },
    dir: { type: 'string', default: join(tmpdir(), 'liuke-bench') },
    help: { type: 'boolean' },
  },
})
const { SPARK_HOME: sparkHome } = process.env
const size = Number(values.size)
if (values.help || !sparkHome || !Number.isSafeInteger(size) || size < 1) {
  console.log(help)
  process.exit(values.help ? 0 : 2)
}
const wished = Object.fromEntries(values.conf.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]))
const folder = resolve(values.dir)
mkdirSync(folder, { recursive: true })
const say = (text: string) => process.stderr.write(`  ${text}\n`)
const machine = machineLine()
const { bank } = await prepareSize({ size, folder, say })
const spark = {
  sparkHome,
  master: values.master,
  conf: { 'spark.driver.memory': values.memory, 'spark.sql.shuffle.partitions': '2', ...wished },
  ...(process.env.PYSPARK_PYTHON ? { python: process.env.PYSPARK_PYTHON } : {}),
}

async function nightsOn(name: 'duckdb' | 'spark') {
  const runsDir = join(folder, String(size), `runs-${name}`)
  rmSync(runsDir, { recursive: true, force: true })
  rmSync(join(bank.lakeDir, 'frozen'), { recursive: true, force: true })
  const night = async (date: string | undefined, kind: string) => {
    say(`${name}: ${kind}`)
    let tree: ReturnType<typeof watchTree> | undefined
    const given = { ...bank, runsDir, date, ...(name === 'spark' ? { spark } : {}) }
    const { seconds, result } = await measure('nightOn', given, (pid) => (tree = watchTree(pid)))
    return { seconds, result, used: tree?.end() ?? { megabytes: 0, cpuSeconds: 0 } }
  }
  const [first, last] = bank.dates
  return { raw: await night(first, 'night from raw files'), frozen: await night(last, 'night from frozen months') }
}

const duckdb = await nightsOn('duckdb')
const onSpark = await nightsOn('spark')
const differing = [
  ...(await differingMarts(duckdb.raw.result, onSpark.raw.result)),
  ...(await differingMarts(duckdb.frozen.result, onSpark.frozen.result)),
]
const row = (what: string, of: (nights: typeof duckdb) => number, unit: string) => {
  const [one, other] = [of(duckdb), of(onSpark)]
  return [what, `${one.toFixed(1)} ${unit}`, `${other.toFixed(1)} ${unit}`, `${(other / one).toFixed(1)} ×`]
}
const settings = values.conf.length > 0 ? ` Spark with ${values.conf.join(', ')}.` : ''
console.log(`# The night on two engines, ${size.toLocaleString('en')} customers\n\n${machine}${settings}\n`)
console.log(
  table(
    ['', 'DuckDB', `Spark ${values.master}`, 'Spark ÷ DuckDB'],
    [
      row('night from raw files', ({ raw }) => raw.seconds, 's'),
      row('– of it CPU', ({ raw }) => raw.used.cpuSeconds, 's'),
      row('night from frozen months', ({ frozen }) => frozen.seconds, 's'),
      row('– of it CPU', ({ frozen }) => frozen.used.cpuSeconds, 's'),
      row('peak memory, all processes', ({ raw, frozen }) => Math.max(raw.used.megabytes, frozen.used.megabytes) / 1024, 'GB'),
    ],
  ),
)
const equal = differing.length === 0
console.log(
  `\n${martsOf(onSpark.frozen.result).length} marts of each night row by row: ${equal ? 'equal' : `NOT equal: ${JSON.stringify(differing)}`}.`,
)
rmSync(join(folder, String(size), 'runs-duckdb'), { recursive: true, force: true })
rmSync(join(folder, String(size), 'runs-spark'), { recursive: true, force: true })
if (!equal) process.exitCode = 1
