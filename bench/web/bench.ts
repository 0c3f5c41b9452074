/**
 * Answers of a running server with many people at once: `node bench/web/bench.ts --login <login> --password <password>`; see README.md.
 * Prints a Markdown table. Exit code 1 when an answer fails or a p95 is over the goal.
 */
import { parseArgs } from 'node:util'
import { machineLine, table } from '../night/markdown.ts'
import { signIn, type Session } from './session.ts'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:7700' },
    login: { type: 'string' },
    password: { type: 'string' },
    requests: { type: 'string', default: '1000' },
    at: { type: 'string', default: '20' },
  },
})
if (!values.login || !values.password)
  throw new Error('node bench/web/bench.ts --login <login> --password <password> [--url http://127.0.0.1:7700] [--requests 1000] [--at 20]')
const requests = Number(values.requests)
const atOnce = Number(values.at)
const goalMs = 100

interface Case {
  name: string
  path: (n: number) => string
  body?: (n: number) => object
}

const session = await signIn(values.url, values.login, values.password, atOnce)
const me = JSON.parse((await session.ask('/session')).body) as {
  institutions: { id: number; level: string }[]
  data: { businessDate: string } | null
}
const all = me.institutions.map((institution) => institution.id)
const outlets = me.institutions.filter((institution) => institution.level === 'outlet').map((institution) => institution.id)
const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T
const list = (more: object) => ({
  offset: 0,
  limit: 100,
  columns: ['aum', 'tier', 'inflow_30d', 'outflow_30d', 'activity'],
  filters: [],
  ...more,
})
const searches = ['wang', 'zxm', '王', '李明', '8888', '1000']

const cases: Case[] = [
  { name: 'outlet report, one outlet', path: (n) => `/reports/outlet/${of(outlets, n)}` },
  { name: 'outlet report, any institution', path: (n) => `/reports/outlet/${of(all, n)}` },
  { name: 'customer list, everyone, first page', path: () => '/customers/list', body: () => list({}) },
  {
    name: 'customer list, an outlet, any page',
    path: () => '/customers/list',
    body: (n) => list({ institutionId: of(outlets, n), offset: (n % 50) * 100 }),
  },
  {
    name: 'customer list, filtered and sorted',
    path: () => '/customers/list',
    body: (n) =>
      list({
        institutionId: of(outlets, n),
        filters: [{ figure: 'tier', op: 'in', values: ['potential', 'mid_to_high'] }],
        sort: { figure: 'outflow_30d', direction: 'descending' },
      }),
  },
  { name: 'customer list, searched', path: () => '/customers/list', body: (n) => list({ search: of(searches, n) }) },
]

const customers = (JSON.parse((await session.ask('/customers/list', list({ limit: 1 }))).body) as { total?: number }).total
console.log(
  `# Web answers\n\n${machineLine()}\n\n${customers?.toLocaleString('en') ?? '?'} customers, ${atOnce} requests at once, ${requests} requests a case, business date ${me.data?.businessDate ?? 'none'}.\n`,
)
const rows = []
let missed = false
for (const each of cases) {
  await run(session, each, Math.min(requests, 200)) // until code and caches are warm
  const { milliseconds, failed, seconds } = await run(session, each, requests)
  const p = (share: number) => milliseconds[Math.min(milliseconds.length - 1, Math.floor(milliseconds.length * share))] ?? NaN
  missed ||= failed > 0 || p(0.95) > goalMs
  rows.push([each.name, ...[0.5, 0.95, 0.99].map((share) => p(share).toFixed(1)), (requests / seconds).toFixed(0), String(failed)])
}
session.close()
console.log(table(['', 'p50 ms', `p95 ms (goal ${goalMs})`, 'p99 ms', 'requests/s', 'failed'], rows))
process.exitCode = missed ? 1 : 0

async function run({ ask }: Session, { path, body }: Case, count: number) {
  const milliseconds: number[] = []
  let failed = 0
  let next = 0
  const started = performance.now()
  const person = async () => {
    for (let n = next++; n < count; n = next++) {
      const from = performance.now()
      const answer = await ask(path(n), body?.(n))
      milliseconds.push(performance.now() - from)
      if (answer.status !== 200) {
        if (failed++ === 0) process.stderr.write(`${path(n)}: ${answer.status} ${answer.body.slice(0, 300)}\n`)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, person))
  return { milliseconds: milliseconds.sort((a, b) => a - b), failed, seconds: (performance.now() - started) / 1000 }
}
