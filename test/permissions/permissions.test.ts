import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../server/contract.ts'
import { staffRoles } from '../../server/modules/organisation/index.ts'
import { textTable } from '../../server/platform/terminal/table.ts'
import { password, type Walker } from './bank.ts'
import { rules } from './routes.ts'
import { ask, routesOf, walkRule, type Answer } from './walk.ts'
import { openWalkedBank, type WalkedBank } from './walked-bank.ts'

let bank: WalkedBank
beforeAll(async () => {
  bank = await openWalkedBank()
})
afterAll(() => bank.close())

const signs: Record<string, string> = { done: '✓', nothing: '○', 'not found': '∅', forbidden: '✗', 'sign in': '⊘' }
const sign = (answer: Answer | undefined): string => (answer === undefined ? '·' : (signs[answer.outcome] ?? answer.outcome))

async function signIn({ login }: Walker): Promise<string> {
  const answer = await bank.app.inject({
    method: 'POST',
    url: '/api/rpc/organisation/signIn',
    payload: { json: { login, password } },
    headers: { origin: 'http://localhost:80' },
  })
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

describe('every route of the contract', () => {
  it('has a rule, and every rule a route', () => {
    const ruled = new Set(Object.keys(rules).map((name) => name.split('#')[0]))
    expect([...ruled].toSorted()).toEqual(routesOf(contract).toSorted())
  })

  it('answers every role by its rule, and of what is elsewhere as if it did not exist', async () => {
    const cells = new Map<string, string[]>(Object.keys(rules).map((route) => [route, []]))
    const deviations: string[] = []
    for (const walker of bank.walkers) {
      const cookie = await signIn(walker)
      for (const [route, rule] of Object.entries(rules)) {
        const { own, other, unknown, wrong } = await walkRule(ask, { ...bank, walker, cookie }, route, rule)
        cells.get(route)?.push([own, other, unknown].map(sign).join(' '))
        deviations.push(...wrong)
      }
    }
    process.stdout.write(
      `\n  inside, outside, none:  ✓ done  ○ nothing there  ∅ not found  ✗ forbidden  ⊘ sign in first  · does not apply\n\n${textTable(
        ['route', ...staffRoles],
        [...cells].map(([route, row]) => [route, ...row]),
      )}\n\n`,
    )
    expect(deviations).toEqual([])
    expect(bank.troubles).toEqual([])
    // every role times every route
  }, 240_000)

  it('asks whoever has no session to sign in, whatever is asked for', async () => {
    const [walker] = bank.walkers
    if (!walker) throw new Error('nobody walks')
    const deviations: string[] = []
    for (const [route, rule] of Object.entries(rules)) {
      const { inside, none } = await rule.places(walker, bank.databases)
      for (const cookie of [undefined, 'liuke_session=forged', "liuke_session=' or 1=1 --"]) {
        for (const input of [inside, none].filter((one) => one !== undefined)) {
          const { outcome } = await ask(bank.app, route, input, rule, cookie)
          if (outcome !== (rule.atTheDoor ?? 'sign in')) deviations.push(`${route} with cookie ${cookie}: ${outcome}`)
        }
      }
    }
    expect(deviations).toEqual([])
  }, 120_000)

  it('puts on record who looked, who was refused, and nothing of what was hidden', async () => {
    const { rows } = await sql<{ action: string; outcome: string; n: number }>`
      select action, outcome, count(*)::int as n from audit.entry group by action, outcome`.execute(bank.databases.owner)
    const counted = (action: string, outcome: string) => rows.find((row) => row.action === action && row.outcome === outcome)?.n ?? 0
    const outsiders = bank.walkers.reduce((sum, { otherCustomers }) => sum + otherCustomers.length, 0)
    for (const action of ['open-dossier', 'reveal-field']) {
      expect([action, counted(action, 'done'), counted(action, 'refused')]).toEqual([
        action,
        bank.walkers.length,
        outsiders + bank.walkers.length,
      ])
    }
    expect(counted('sign-in', 'done')).toBe(bank.walkers.length)
    expect(counted('list-audit', 'refused')).toBe(bank.walkers.length - 2)
  })
})
