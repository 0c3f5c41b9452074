import { afterAll, beforeAll, expect, it } from 'vitest'
import { password, type Walker } from './bank.ts'
import { rules } from './routes.ts'
import { askV1 } from './walk-v1.ts'
import { walkRule } from './walk.ts'
import { openWalkedBank, type WalkedBank } from './walked-bank.ts'

let bank: WalkedBank
beforeAll(async () => {
  bank = await openWalkedBank()
})
afterAll(() => bank.close())

async function signIn({ login }: Walker): Promise<string> {
  const answer = await bank.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login, password },
    headers: { 'x-liuke-client': 'test' },
  })
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

it('the door for other programs lets everybody do what the screens let them, and nothing else', async () => {
  const deviations: string[] = []
  for (const walker of bank.walkers) {
    const at = { ...bank, walker, cookie: await signIn(walker) }
    for (const [route, rule] of Object.entries(rules)) deviations.push(...(await walkRule(askV1, at, route, rule)).wrong)
  }
  expect(deviations).toEqual([])
  expect(bank.troubles).toEqual([])
}, 240_000)

it('asks whoever has no session to sign in', async () => {
  const [walker] = bank.walkers
  if (!walker) throw new Error('nobody walks')
  const deviations: string[] = []
  for (const [route, rule] of Object.entries(rules)) {
    const { inside, none } = await rule.places(walker, bank.databases)
    for (const input of [inside, none].filter((one) => one !== undefined)) {
      const { outcome } = await askV1(bank.app, route, input, rule, 'liuke_session=forged')
      if (outcome !== (rule.atTheDoor ?? 'sign in')) deviations.push(`${route}: ${outcome}`)
    }
  }
  expect(deviations).toEqual([])
}, 120_000)
