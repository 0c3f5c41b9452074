import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeServer } from '../../server/main.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { testDatabase } from '../support/database.ts'
import { openBank, password, type Walker } from './bank.ts'
import { rules } from './routes.ts'
import { askV1 } from './walk-v1.ts'
import { walkRule } from './walk.ts'

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

async function signIn({ login }: Walker): Promise<string> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login, password },
    headers: { 'x-liuke-client': 'test' },
  })
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

it('the door for other programs lets everybody do what the screens let them, and nothing else', async () => {
  const deviations: string[] = []
  for (const walker of walkers) {
    const at = { app, databases, walker, cookie: await signIn(walker) }
    for (const [route, rule] of Object.entries(rules)) deviations.push(...(await walkRule(askV1, at, route, rule)).wrong)
  }
  expect(deviations).toEqual([])
  expect(troubles).toEqual([])
}, 240_000)

it('asks whoever has no session to sign in', async () => {
  const [walker] = walkers
  if (!walker) throw new Error('nobody walks')
  const deviations: string[] = []
  for (const [route, rule] of Object.entries(rules)) {
    const { inside, none } = await rule.places(walker, databases)
    for (const input of [inside, none].filter((one) => one !== undefined)) {
      const { outcome } = await askV1(app, route, input, rule, 'liuke_session=forged')
      if (outcome !== (rule.atTheDoor ?? 'sign in')) deviations.push(`${route}: ${outcome}`)
    }
  }
  expect(deviations).toEqual([])
}, 120_000)
