import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { machineLine, table } from './markdown.ts'
import { measure } from './measure.ts'
import { measureSize, prepareSize, type SizeFigures } from './size.ts'

const help = `node bench/night/bench.ts [--sizes 100000,500000,2000000] [--postgres 100000 | none] [--postgres-given] [--repeat 3] [--memory 3GB | none] [--dir <folder>] [--prepare]

Measures the night over a simulated bank of 20,000 customers an outlet and 13 months, each figure in a process of its own; see README.md.
  --sizes     customers
  --postgres  the size at which PostgreSQL runs the same models too (default: the smallest size)
  --postgres-given  it is given the months that DuckDB has frozen and runs the last night alone
  --repeat    runs of the night at each size; the median counts
  --memory    the limit of the night that is run once more within one (default: 3GB)
  --prepare   only simulates and loads the banks, so that a later run has them
  --dir       where banks and lakes are kept; what is there is used again (default: ${join(tmpdir(), 'liuke-bench')})`

const { values } = parseArgs({
  options: {
    sizes: { type: 'string' },
    postgres: { type: 'string' },
    'postgres-given': { type: 'boolean', default: false },
    repeat: { type: 'string' },
    memory: { type: 'string' },
    dir: { type: 'string' },
    prepare: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(help)
  process.exit(0)
}
const sizes = (values.sizes ?? '100000,500000,2000000')
  .split(',')
  .map(Number)
  .sort((a, b) => a - b)
const repeat = Number(values.repeat ?? 3)
const memory = values.memory === 'none' ? undefined : (values.memory ?? '3GB')
const postgresAt = values.postgres === 'none' ? undefined : Number(values.postgres ?? sizes[0])
if ([...sizes, repeat, postgresAt ?? 1].some((number) => !Number.isSafeInteger(number) || number < 1))
  throw new Error(`wrong arguments\n${help}`)
const folder = resolve(values.dir ?? join(tmpdir(), 'liuke-bench'))
mkdirSync(folder, { recursive: true })

const sayer = (size: number) => (text: string) => process.stderr.write(`  ${size.toLocaleString('en')}: ${text}\n`)
if (values.prepare) {
  for (const size of sizes) await prepareSize({ size, folder, say: sayer(size) })
  process.exit(0)
}

console.log(`# Night over a simulated bank\n\n${machineLine()}\n`)
const figures: SizeFigures[] = []
for (const size of sizes) {
  figures.push(await measureSize({ size, folder, repeat, memory, say: sayer(size) }))
}
const columns = figures.map(({ size }) => `${size.toLocaleString('en')} customers`)
const line = (name: string, cell: (figures: SizeFigures, index: number) => string) => [name, ...figures.map(cell)]
const seconds = (value: number) => value.toFixed(value < 10 ? 2 : 1)
const noted = (value: number | undefined) => (value === undefined ? '–' : seconds(value))
const gigabytes = (megabytes: number) => `${(megabytes / 1024).toFixed(2)} GB`
const ratio = (value: number) => `${value.toFixed(2)} ×`

console.log('## Seconds\n')
console.log(
  table(
    ['', ...columns, 'goal'],
    [
      [...line('simulate (as noted when the bank was made)', (each) => noted(each.simulate)), ''],
      [...line('load, 13 months', (each) => noted(each.loadHistory)), ''],
      [...line('load, one day', (each) => noted(each.loadDay)), ''],
      [...line('night from raw files: nothing frozen', (each) => seconds(each.firstNight.seconds)), ''],
      [...line('**night** from frozen months', (each) => `**${seconds(each.night)}**`), ''],
      [...line('– of it running month and history', (each) => seconds(each.parts.months)), ''],
      [...line('– of it models', (each) => seconds(each.parts.models)), ''],
      [...line('– of it checks', (each) => seconds(each.parts.checks)), ''],
      [...line(`night within ${memory ?? 'a limit'}`, (each) => noted(each.bounded?.seconds)), ''],
      [...line('publish with indexes', (each) => seconds(each.publish.seconds)), ''],
      [...line('– of it COPY', (each) => seconds(each.publish.copySeconds)), ''],
      [...line('bare scan: 13 months of postings and balances', (each) => seconds(each.scanRaw.seconds)), ''],
      [...line('bare scan: only what the night reads', (each) => seconds(each.scanRead.seconds)), ''],
    ],
  ),
)
console.log('\n## Figures\n')
console.log(
  table(
    ['', ...columns, 'goal'],
    [
      [...line('night ÷ bare scan of 13 months', (each) => ratio(each.night / each.scanRaw.seconds)), '≤ 4 ×, stretch 3 ×'],
      [...line('night ÷ bare scan of what it reads', (each) => ratio(each.night / each.scanRead.seconds)), ''],
      [...line('peak memory of the night', (each) => gigabytes(each.peakMegabytes)), '≤ 8 GB'],
      [...line('CPU seconds of the night', (each) => seconds(each.cpuSeconds)), ''],
      [...line('CPU of the night ÷ CPU of the bare scan of 13 months', (each) => ratio(each.cpuSeconds / each.scanRaw.cpuSeconds)), ''],
      [...line('– of it the core figures', (each) => seconds(each.coreCpuSeconds)), ''],
      [
        ...line('CPU of the core figures ÷ CPU of the bare scan of 13 months', (each) =>
          ratio(each.coreCpuSeconds / each.scanRaw.cpuSeconds),
        ),
        'prototype 4.0 ×',
      ],
      [...line('night from raw files ÷ night from frozen months', (each) => ratio(each.firstNight.seconds / each.night)), ''],
      [...line('CPU seconds of the night from raw files', (each) => seconds(each.firstNight.cpuSeconds)), ''],
      [...line('peak memory of the night from raw files', (each) => gigabytes(each.firstNight.peakMegabytes)), ''],
      [
        ...line(`night within ${memory ?? 'a limit'} ÷ night`, (each) => (each.bounded ? ratio(each.bounded.seconds / each.night) : '–')),
        '≤ 1.5 × at 2 million',
      ],
      [...line(`peak memory within ${memory ?? 'a limit'}`, (each) => (each.bounded ? gigabytes(each.bounded.peakMegabytes) : '–')), ''],
      [...line('postings and balances in 13 months', (each) => each.scanRaw.rows.toLocaleString('en')), ''],
      [...line('rows a second of the night', (each) => Math.round(each.scanRaw.rows / each.night).toLocaleString('en')), ''],
      [...line('customers a second of the night', (each) => Math.round(each.size / each.night).toLocaleString('en')), ''],
      [...line('publish ÷ night', (each) => ratio(each.publish.seconds / each.night)), '≤ 1.6 × at 2 million'],
      [...line('rows published', (each) => each.publish.rows.toLocaleString('en')), ''],
      [
        ...line('longest answer to a reader during the swap', (each) => `${each.publish.swapStallMs.toFixed(1)} ms`),
        'no more than after it',
      ],
      [...line('longest answer in the second after it', (each) => `${each.publish.afterwardsMs.toFixed(1)} ms`), ''],
      [...line('duration of the swap itself', (each) => `${each.publish.swapMs.toFixed(1)} ms`), ''],
      [...line('replacing a published date, 5 % of the snapshots differ', (each) => `${seconds(each.publish.replace.seconds)} s`), ''],
      [...line('longest answer to a reader while it is replaced', (each) => `${each.publish.replace.stallMs.toFixed(1)} ms`), ''],
      [...line('answers with half a night / of all', (each) => `${each.publish.torn} / ${each.publish.answers.toLocaleString('en')}`), '0'],
      [
        ...line('growth of the night from the size before', (each, index) => growth(figures[index - 1], each, (of) => of.night)),
        '≤ 12 × for 10 ×',
      ],
      [...line('growth of the night from raw files', (each, index) => growth(figures[index - 1], each, (of) => of.firstNight.seconds)), ''],
    ],
  ),
)

const compared = figures.find(({ size }) => size === postgresAt)
if (postgresAt && !compared) throw new Error(`--postgres ${postgresAt} is none of the sizes`)
if (compared) {
  process.stderr.write(`PostgreSQL at ${compared.size} customers\n`)
  const given = values['postgres-given']
  const { result } = await measure('postgres', { ...compared.bank, folder: join(folder, `postgres-${compared.size}`), given })
  const [first, last] = [result[0], result.at(-1)]
  if (!first || !last) throw new Error('PostgreSQL ran no night')
  const same = JSON.stringify(last.totals) === JSON.stringify(compared.totals)
  console.log(`\n## The same models on PostgreSQL, ${compared.size.toLocaleString('en')} customers (measured at this size only)\n`)
  console.log(
    table(
      ['', 'DuckDB', 'PostgreSQL', 'times'],
      [
        ...(given
          ? []
          : [
              [
                'first night',
                seconds(compared.firstNight.seconds),
                seconds(first.seconds),
                ratio(first.seconds / compared.firstNight.seconds),
              ],
            ]),
        ['**night** (goal: ≥ 30 ×)', seconds(compared.night), seconds(last.seconds), `**${ratio(last.seconds / compared.night)}**`],
        ['bringing its inputs in (not counted above)', '–', seconds(result.reduce((sum, night) => sum + night.loadSeconds, 0)), ''],
        ['totals of the snapshots equal', '', same ? 'yes' : `NO: ${JSON.stringify(compared.totals)} ≠ ${JSON.stringify(last.totals)}`, ''],
      ],
    ),
  )
  if (!same) process.exitCode = 1
}
for (const { bank } of figures) rmSync(bank.runsDir, { recursive: true, force: true })

/** The growth in time and in size, the exponent of the curve between the two, and what it would give at ten times the size if it went on. */
function growth(before: SizeFigures | undefined, now: SizeFigures, secondsOf: (figures: SizeFigures) => number): string {
  if (!before) return '–'
  const [times, larger] = [secondsOf(now) / secondsOf(before), now.size / before.size]
  const exponent = Math.log(times) / Math.log(larger)
  return `${ratio(times)} for ${ratio(larger)} (exponent ${exponent.toFixed(2)}, so ${ratio(10 ** exponent)} for 10 ×)`
}
