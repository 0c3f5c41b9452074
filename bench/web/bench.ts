/**
 * Answers of a running server with many people at once: `node bench/web/bench.ts --login <login> --password <password>`; see README.md.
 * Prints a Markdown table. Exit code 1 when an answer fails or a p95 is over the goal.
 */
import { parseArgs } from 'node:util'
import { machineLine, table } from '../night/markdown.ts'
import { casesOf, whoAmI, type Case } from './cases.ts'
import { processorTime } from './cpu.ts'
import { fillTimeline } from './fill-timeline.ts'
import { signIn, type Session } from './session.ts'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:7700' },
    login: { type: 'string' },
    password: { type: 'string' },
    requests: { type: 'string', default: '1000' },
    at: { type: 'string', default: '20' },
    pid: { type: 'string' },
    only: { type: 'string', default: '' },
    fill: { type: 'string', default: '0' },
  },
})
if (!values.login || !values.password)
  throw new Error(
    'node bench/web/bench.ts --login <login> --password <password> [--url http://127.0.0.1:7700] [--requests 1000] [--at 20] [--pid <server>] [--only <part of a name>] [--fill 500]',
  )
const requests = Number(values.requests)
const atOnce = Number(values.at)

const session = await signIn(values.url, values.login, values.password, atOnce)
const me = JSON.parse((await session.ask('/session')).body) as {
  role: string
  institutions: { id: number; level: string }[]
  data: { businessDate: string } | null
}
const all = me.institutions.map((institution) => institution.id)
const outlets = me.institutions.filter((institution) => institution.level === 'outlet').map((institution) => institution.id)
const everyone = JSON.parse((await session.ask('/customers/list', { limit: 200 })).body) as {
  total: number
  rows: { customerId: string }[]
}
const customers = everyone.rows.map(({ customerId }) => customerId)
const busiest = Number(values.fill) > 0 ? customers[0] : undefined
const cases = casesOf({
  all,
  outlets,
  customers,
  busiest,
  salt: Date.now() % 1_000_000,
  hasDay: me.role === 'relationship_manager',
}).filter(({ name }) => name.includes(values.only))
console.log(
  `# Web answers\n\n${machineLine()}\n\n${everyone.total.toLocaleString('en')} customers, ${atOnce} requests at once, ${requests} requests a case, business date ${me.data?.businessDate ?? 'none'}.\n`,
)
const rows = []
let missed = false
let filled = false
for (const each of cases) {
  if (each.longTimeline && !filled && busiest !== undefined) await fillTimeline(session, busiest, Number(values.fill))
  filled ||= each.longTimeline === true
  await run(session, each, 0, Math.min(requests, 200)) // until code and caches are warm
  const trivial = (await run(session, whoAmI, 0, Math.min(requests, 200))).milliseconds
  const before = processorTime(Number(values.pid))
  const { milliseconds, failed, seconds } = await run(session, each, 1_000_000, requests)
  const after = processorTime(Number(values.pid))
  const at = (times: readonly number[], share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN
  const p = (share: number) => at(milliseconds, share)
  missed ||= failed > 0 || p(0.95) > (each.goalMs ?? Infinity)
  const spent = before && after ? [(after.server - before.server) / requests, (after.postgres - before.postgres) / requests] : [NaN, NaN]
  const shown = spent.map((part) => (Number.isNaN(part) ? '–' : part.toFixed(1)))
  rows.push([
    each.name,
    ...[0.5, 0.95, 0.99].map((share) => p(share).toFixed(1)),
    each.goalMs === undefined ? '–' : String(each.goalMs),
    (p(0.5) / at(trivial, 0.5)).toFixed(1),
    (requests / seconds).toFixed(0),
    ...shown,
    String(failed),
  ])
}
session.close()
const heads = [
  '',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'goal of p95',
  'p50 ÷ who am I',
  'requests/s',
  'server CPU ms each',
  'PostgreSQL CPU ms each',
  'failed',
]
console.log(table(heads, rows))
process.exitCode = missed ? 1 : 0

/** Numbers of requests begin at `first`, so that a warm-up asks nothing that is then measured as never asked before. */
async function run({ ask }: Session, { path, body }: Case, first: number, count: number) {
  const milliseconds: number[] = []
  let failed = 0
  let next = 0
  const started = performance.now()
  const person = async () => {
    for (let n = first + next++; n < first + count; n = first + next++) {
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
