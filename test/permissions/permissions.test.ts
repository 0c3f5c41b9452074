import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../server/contract.ts'
import { composeServer } from '../../server/main.ts'
import { staffRoles } from '../../server/modules/organisation/index.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { textTable } from '../../server/platform/terminal/table.ts'
import { testDatabase } from '../support/database.ts'
import { openBank, password, type Walker } from './bank.ts'
import { rules, type Outcome, type RouteRule } from './routes.ts'
import { ask, routesOf, type Answer } from './walk.ts'

const folder = mkdtempSync(join(tmpdir(), `liuke-test-${process.pid}-`))
const troubles: unknown[] = []
let databases: Databases
let app: FastifyInstance
let walkers: Walker[]

beforeAll(async () => {
  databases = await testDatabase()
  walkers = await openBank(databases)
  app = await composeServer({ databases, screens: { folder, progress: [] }, report: (_id, error) => troubles.push(error) })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const signs: Record<string, string> = { done: '✓', nothing: '○', 'not found': '∅', forbidden: '✗', 'sign in': '⊘' }
const sign = (answer: Answer | undefined): string => (answer === undefined ? '·' : (signs[answer.outcome] ?? answer.outcome))

async function signIn({ login }: Walker): Promise<string> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/rpc/organisation/signIn',
    payload: { json: { login, password } },
    headers: { origin: 'http://localhost:80' },
  })
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

/** Walks one rule as one person: what comes of it, and whether it is what the rule says. */
async function walk(route: string, rule: RouteRule, walker: Walker, cookie: string): Promise<string> {
  const { inside, outside, none } = await rule.places(walker, databases)
  const asked = (input: object) => ask(app, route, input, rule, cookie)
  const allowed = rule.allowed.includes(walker.role)
  const expected = (about: Outcome): Outcome => (allowed ? about : route === 'organisation.signIn' ? 'sign in' : 'forbidden')
  const about = `${route} as ${walker.role}`
  const unknown = none && (await asked(none))
  const others: Answer[] = []
  for (const input of outside) {
    const other = await asked(input)
    others.push(other)
    expect([about, 'outside', other.outcome]).toEqual([about, 'outside', expected(rule.absent)])
    // what exists elsewhere is answered, word for word, like what does not exist
    expect([about, other.body]).toEqual([about, unknown?.body])
  }
  if (unknown) expect([about, 'none', unknown.outcome]).toEqual([about, 'none', expected(rule.absent)])
  const own = inside && (await asked(inside))
  if (own) expect([about, 'inside', own.outcome]).toEqual([about, 'inside', expected('done')])
  return [own, others[0], unknown].map(sign).join(' ')
}

describe('every route of the contract', () => {
  it('has a rule, and every rule a route', () => {
    const ruled = new Set(Object.keys(rules).map((name) => name.split('#')[0]))
    expect([...ruled].toSorted()).toEqual(routesOf(contract).toSorted())
  })

  it('answers every role by its rule, and of what is elsewhere as if it did not exist', async () => {
    const cells = new Map<string, string[]>(Object.keys(rules).map((route) => [route, []]))
    for (const walker of walkers) {
      const cookie = await signIn(walker)
      for (const [route, rule] of Object.entries(rules)) cells.get(route)?.push(await walk(route, rule, walker, cookie))
    }
    process.stdout.write(
      `\n  inside, outside, none:  ✓ done  ○ nothing there  ∅ not found  ✗ forbidden  ⊘ sign in first  · does not apply\n\n${textTable(
        ['route', ...staffRoles],
        [...cells].map(([route, row]) => [route, ...row]),
      )}\n\n`,
    )
    expect(troubles).toEqual([])
  })

  it('asks whoever has no session to sign in, whatever is asked for', async () => {
    for (const [route, rule] of Object.entries(rules)) {
      const { inside, none } = await rule.places(walkers[0] ?? expect.fail('no walker'), databases)
      for (const cookie of [undefined, 'liuke_session=forged', "liuke_session=' or 1=1 --"]) {
        for (const input of [inside, none]) {
          if (input) expect([route, (await ask(app, route, input, rule, cookie)).outcome]).toEqual([route, rule.atTheDoor ?? 'sign in'])
        }
      }
    }
  })

  it('puts on record who looked, who was refused, and nothing of what was hidden', async () => {
    const { rows } = await sql<{ action: string; outcome: string; n: number }>`
      select action, outcome, count(*)::int as n from audit.entry group by action, outcome`.execute(databases.owner)
    const counted = (action: string, outcome: string) => rows.find((row) => row.action === action && row.outcome === outcome)?.n ?? 0
    const outsiders = walkers.reduce((sum, { otherCustomers }) => sum + otherCustomers.length, 0)
    for (const action of ['open-dossier', 'reveal-field']) {
      expect([action, counted(action, 'done'), counted(action, 'refused')]).toEqual([action, walkers.length, outsiders + walkers.length])
    }
    expect(counted('sign-in', 'done')).toBe(walkers.length)
    expect(counted('list-audit', 'refused')).toBe(walkers.length - 2)
  })
})
