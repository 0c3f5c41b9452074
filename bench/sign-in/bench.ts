/**
 * Signing in and revealing a field with many people at once: `node bench/sign-in/bench.ts [--at 20] [--requests 300]`; see README.md. Makes its own small
 * bank on its own PostgreSQL and serves it on a process of its own. Prints a Markdown table; exit code 1 when a p95 is over the goal or an answer fails.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machineLine, table } from '../night/markdown.ts'
import { processorTime } from '../web/cpu.ts'
import { signIn } from '../web/session.ts'
import { hashAlone } from './hash-alone.ts'

const { values } = parseArgs({ options: { at: { type: 'string', default: '20' }, requests: { type: 'string', default: '300' } } })
const atOnce = Number(values.at)
const requests = Number(values.requests)
const goalMs = 150

const child = fork(join(import.meta.dirname, 'child.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
const [ready] = (await once(child, 'message')) as [{ url: string; logins: string[]; password: string; customers: string[] }]
const { url, logins, password, customers } = ready
const sessions = await Promise.all(logins.map((login) => signIn(url, login, password, 1)))
const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T

console.log(`# Signing in\n\n${machineLine()}\n\n${atOnce} people at once, ${requests} acts a row.\n`)
const cases = [
  { name: 'sign in', act: (n: number) => of(sessions, n).ask('/session', { login: of(logins, n), password }) },
  {
    name: 'reveal a phone number',
    act: (n: number) =>
      of(sessions, n).ask(`/customers/${of(customers, n)}/reveal`, {
        customerId: of(customers, n),
        field: 'phone',
        purpose: 'contact_customer',
      }),
  },
]
let missed = false
const rows: string[][] = []
for (const people of [1, atOnce]) {
  for (const { name, act } of cases) {
    await run(act, people, 20)
    const before = processorTime(child.pid ?? 0)
    const { milliseconds, failed, seconds } = await run(act, people, people === 1 ? Math.min(60, requests) : requests)
    const after = processorTime(child.pid ?? 0)
    const p = (share: number) => milliseconds[Math.min(milliseconds.length - 1, Math.floor(milliseconds.length * share))] ?? NaN
    missed ||= failed > 0 || p(0.95) > goalMs
    const spent = before && after ? ((after.server - before.server) / milliseconds.length).toFixed(1) : '–'
    rows.push([
      `${name}, ${people} at once`,
      ...[0.5, 0.95].map((share) => p(share).toFixed(0)),
      (milliseconds.length / seconds).toFixed(0),
      spent,
      String(failed),
    ])
  }
}
console.log(table(['', 'p50 ms', `p95 ms (goal ${goalMs})`, 'acts/s', 'server CPU ms each', 'failed'], rows))
console.log(`\nThe hash alone (argon2id, what a sign-in cannot do without):\n`)
console.log(table(['memory KiB × passes', '1 alone ms', `${atOnce} at once, the last after ms`], await hashAlone(atOnce)))
for (const session of sessions) session.close()
child.send('end')
await once(child, 'exit')
process.exitCode = missed ? 1 : 0

async function run(act: (n: number) => Promise<{ status: number }>, people: number, count: number) {
  const milliseconds: number[] = []
  let failed = 0
  let next = 0
  const started = performance.now()
  const person = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const from = performance.now()
      const { status } = await act(n)
      milliseconds.push(performance.now() - from)
      if (status !== 200) failed++
    }
  }
  await Promise.all(Array.from({ length: people }, person))
  return { milliseconds: milliseconds.sort((a, b) => a - b), failed, seconds: (performance.now() - started) / 1000 }
}
