import { mkdirSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readCatalog } from '../../night/extract/catalog.ts'
import { monthStart } from '../../night/extract/dates.ts'
import type { Bank } from './bank.ts'
import { bytesBelow, watchFolder } from './folder-size.ts'
import { machineLine, table } from './markdown.ts'
import { measure, type Measured } from './measure.ts'
import { prepareSize } from './size.ts'

type Cost = Omit<Measured<unknown>, 'result'>

const help = `node bench/night/multiply.ts [--source 100000] [--times 5,10] [--from-raw] [--memory 14GB] [--dir <folder>] [--keep]

Writes the lake of so many banks like a simulated one straight into Parquet, runs its night and checks that the totals of every tier are so many times those of the one.
  --source    customers of the simulated bank, which is made if it is not in --dir
  --times     how many banks, one figure after another (default: 5)
  --from-raw  runs the first night from raw files; otherwise the frozen months are multiplied too, and what no night from frozen months reads is not written
  --memory    the limit of the night
  --dir       where the simulated bank is kept; the lake is written there too (default: ${join(tmpdir(), 'liuke-bench')})
  --keep      leaves the multiplied lake there`

const { values } = parseArgs({
  options: {
    source: { type: 'string' },
    times: { type: 'string' },
    'from-raw': { type: 'boolean' },
    memory: { type: 'string' },
    dir: { type: 'string' },
    keep: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(help)
  process.exit(0)
}
const size = Number(values.source ?? 100_000)
const allTimes = (values.times ?? '5').split(',').map(Number)
if ([size, ...allTimes].some((number) => !Number.isSafeInteger(number) || number < 1)) throw new Error(`wrong arguments\n${help}`)
const folder = resolve(values.dir ?? join(tmpdir(), 'liuke-bench'))
const say = (text: string) => process.stderr.write(`  ${size.toLocaleString('en')}: ${text}\n`)
const limited = values.memory ? { memory: values.memory } : {}

const { bank: source } = await prepareSize({ size, folder, say })
const date = readCatalog(source.lakeDir).deliveries.at(-1)?.businessDate ?? ''
console.log(`# The night of ${size.toLocaleString('en')} customers and of many such banks\n\n${machineLine()}\n`)
say('night of the one bank')
rmSync(join(source.runsDir, date), { recursive: true, force: true })
const one = await measure('night', { ...source, date })
const tiersOfOne = (await measure('tierTotals', { runDir: one.result.runDir })).result
const frozen = [...new Set(one.result.reads.flatMap(({ parts }) => parts.map(({ file }) => file)))].filter((file) =>
  file.includes('/frozen/'),
)
const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(2)} GB`
const cost = (name: string, of: Cost) => [name, of.seconds.toFixed(1), of.cpuSeconds.toFixed(1), gigabytes(of.peakMegabytes * 2 ** 20)]
const head = ['', 'seconds', 'CPU seconds', 'peak memory']
console.log(table(head, [cost('night of the one bank', one)]))
for (const times of allTimes) await multiply(times)

/** Writes so many banks, runs their night and prints what it took. */
async function multiply(times: number): Promise<void> {
  const home = join(folder, `${size}x${times}`)
  rmSync(home, { recursive: true, force: true })
  const bank: Bank = { ...source, lakeDir: join(home, 'lake'), runsDir: join(home, 'runs'), outlets: source.outlets * times }
  mkdirSync(bank.lakeDir, { recursive: true })
  say(`write the lake × ${times}`)
  const since = values['from-raw'] ? {} : { since: monthStart(date) }
  const lake = await measure('multiplyLake', { from: source.lakeDir, to: bank.lakeDir, times, ...since })
  const lakeBytes = bytesBelow(bank.lakeDir)
  say(values['from-raw'] ? 'night from raw files' : 'multiply the frozen months')
  const months = values['from-raw']
    ? await measure('night', { ...bank, date, ...limited })
    : await measure('freezeCopies', { from: source.lakeDir, lakeDir: bank.lakeDir, runsDir: bank.runsDir, date, times, frozen })
  const frozenBytes = bytesBelow(bank.lakeDir) - lakeBytes
  say('night')
  rmSync(join(bank.runsDir, date), { recursive: true, force: true })
  const spill = watchFolder(join(bank.runsDir, '.spill'))
  const many = await measure('night', { ...bank, date, ...limited })
  const spilt = spill.end()
  console.log(`\n## ${lake.result.customers.toLocaleString('en')} customers\n`)
  console.log(
    table(head, [
      cost(values['from-raw'] ? 'lake written' : 'lake written, as far as the night reads it', lake),
      cost(values['from-raw'] ? 'night from raw files' : 'frozen months multiplied', months),
      cost(`**night** from frozen months${values.memory ? `, limit ${values.memory}` : ''}`, many),
    ]),
  )
  const marts = gigabytes(bytesBelow(many.result.runDir))
  console.log(
    `\nOn disk: lake ${gigabytes(lakeBytes)}, frozen months ${gigabytes(frozenBytes)}, marts ${marts}, spilt at most ${gigabytes(spilt)}.`,
  )
  console.log(`Load of the machine after it: ${(loadavg()[0] ?? 0).toFixed(1)}.`)
  const grown = many.cpuSeconds / one.cpuSeconds
  console.log(
    `CPU of the night: ${grown.toFixed(2)} × that of the one bank for ${times} × the customers (exponent ${(Math.log(grown) / Math.log(times)).toFixed(2)}).`,
  )
  await checkTotals(many.result.runDir, times)
  if (!values.keep) rmSync(home, { recursive: true, force: true })
}

/** Customers and sums of every tier must be so many times those of the one bank. */
async function checkTotals(runDir: string, times: number): Promise<void> {
  const found = (await measure('tierTotals', { runDir })).result
  const multiple = (sum: string) => (sum === 'null' ? sum : String(BigInt(sum) * BigInt(times)))
  const expected = tiersOfOne.map(({ tier = '', ...sums }) => ({
    ...Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, multiple(sum)])),
    tier,
  }))
  const same = JSON.stringify(expected) === JSON.stringify(found)
  console.log(`Totals of every tier ${times} × those of the one bank: ${same ? 'yes' : `NO: ${JSON.stringify({ expected, found })}`}`)
  if (!same) process.exitCode = 1
}
