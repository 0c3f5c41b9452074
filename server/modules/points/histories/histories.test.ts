import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { ledgerRefusal, type PostingRequest } from '../ledger.rules.ts'
import { ensureProgramme, postToLedger } from '../ledger.sql.ts'
import { ledgerProblems } from '../verify.sql.ts'
import { ModelAccount, type Act, type Answer } from './model.ts'

/** How an act reaches the ledger: once, twice with one key, or broken off before its end and then again. */
type Way = 'once' | 'twice' | 'rolled back' | 'killed'
interface Step extends Act {
  way: Way
  dayAfter: boolean
  outlet: number
}

const kinds = ['earn', 'earn', 'spend', 'reserve', 'capture', 'release', 'reverse', 'expire'] as const
const ways: Way[] = ['once', 'once', 'once', 'once', 'twice', 'rolled back']
const step = fc.record<Step>({
  kind: fc.constantFrom(...kinds),
  points: fc.integer({ min: 1, max: 60 }),
  lastDay: fc.option(fc.integer({ min: 0, max: 6 })),
  refersTo: fc.nat({ max: 11 }),
  way: fc.constantFrom(...ways),
  dayAfter: fc.boolean(),
  outlet: fc.integer({ min: 1, max: 3 }),
})
const history = fc.array(step, { minLength: 1, maxLength: 12 })

let databases: Databases
let programmeId = 0
let customers = 0n
beforeAll(async () => {
  databases = await testDatabase()
  programmeId = await ensureProgramme(databases.owner, { code: 'test', name: '测试', institutionId: 1 })
})

const dayOf = (day: number) => `2026-03-${String(day + 1).padStart(2, '0')}`

/** Plays a history on the ledger and on the model; both must answer and hold the same after every act. */
async function play(steps: readonly Step[], client: pg.PoolClient): Promise<void> {
  const customerId = ++customers
  const model = new ModelAccount()
  const postings = new Map<number, bigint>()
  let day = 0
  for (const [number, act] of steps.entries()) {
    if (act.dayAfter) day++
    const request: PostingRequest = {
      programmeId,
      customerId,
      kind: act.kind,
      key: `${customerId}/${number}`,
      businessDate: dayOf(day),
      institutionId: act.outlet,
      about: 'test',
      ...(['earn', 'spend', 'reserve'].includes(act.kind) && { points: BigInt(act.points) }),
      ...(act.kind === 'earn' && act.lastDay !== null && { expiresOn: dayOf(day + act.lastDay) }),
      ...(['capture', 'release', 'reverse'].includes(act.kind) && { refersTo: postings.get(act.refersTo) ?? 0n }),
    }
    if (act.way === 'rolled back') {
      await client.query('begin')
      await ask(client, request)
      await client.query('rollback')
    }
    let { answer, posting } = await ask(client, request)
    if (act.way === 'twice' && answer === 'done') ({ answer, posting } = await ask(client, request))
    if (posting !== undefined) postings.set(number, posting)
    const lastDay = act.lastDay === null ? null : day + act.lastDay
    expect([number, act.kind, answer]).toEqual([number, act.kind, model.act(number, { ...act, lastDay }, day)])
  }
  const { rows } = await client.query('select available, reserved, owed from points.holder where customer_id = $1', [customerId])
  const expected = { available: BigInt(model.available), reserved: BigInt(model.reserved), owed: BigInt(model.owed) }
  expect(rows[0] ?? { available: 0n, reserved: 0n, owed: 0n }).toEqual(expected)
}

async function ask(client: pg.ClientBase, request: PostingRequest): Promise<{ answer: Answer; posting?: bigint }> {
  const { programmeId: programme, customerId, kind, key, points, businessDate, institutionId, about, expiresOn, refersTo } = request
  try {
    const { rows } = await client.query<{ id: bigint }>({
      name: 'post',
      text: `select posting_id as id from points.post($1, $2, $3, $4, $5, $6, $7, $8, null, $9, $10) where posting_id is not null`,
      values: [programme, customerId, kind, key, points, businessDate, institutionId, about, expiresOn, refersTo],
    })
    return rows[0] ? { answer: 'done', posting: rows[0].id } : { answer: 'nothing' }
  } catch (error) {
    const refusal = ledgerRefusal(error)
    if (!refusal) throw error
    return { answer: refusal as Answer }
  }
}

/** How many in `npm test`; ten thousand take a minute on a quiet machine (README). */
const historyCount = Number(process.env['LIUKE_LEDGER_HISTORIES'] ?? 1_000)
const atOnce = 40

it(`keeps to the model through ${historyCount} random histories, and verify finds nothing`, { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(history, { minLength: atOnce, maxLength: atOnce }), async (histories) => {
      const waiting = [...histories]
      const worker = async () => {
        const client = await databases.ownerPool.connect()
        try {
          for (let next = waiting.pop(); next; next = waiting.pop()) await play(next, client)
          client.release()
        } catch (error) {
          client.release(true)
          throw error
        }
      }
      await Promise.all([worker(), worker(), worker(), worker()])
    }),
    { numRuns: Math.ceil(historyCount / atOnce), endOnFailure: true },
  )
  expect((await ledgerProblems(databases.owner)).problems).toEqual([])
})

it(
  'stays whole when two clients act on one account at once and some are killed before they are answered',
  { timeout: 60_000 },
  async () => {
    const connection = databases.ownerPool.options as pg.ClientConfig
    await fc.assert(
      fc.asyncProperty(history, history, fc.integer({ min: 0, max: 30 }), async (one, two, patience) => {
        const customerId = ++customers
        const postings: bigint[] = []
        const client = async (steps: readonly Step[], name: string) => {
          for (const [number, act] of steps.entries()) {
            const refersTo = ['capture', 'release', 'reverse'].includes(act.kind)
              ? (postings[act.refersTo % Math.max(1, postings.length)] ?? 0n)
              : undefined
            const request: PostingRequest = {
              programmeId,
              customerId,
              kind: act.kind,
              key: `${customerId}/${name}/${number}`,
              businessDate: dayOf(number),
              institutionId: act.outlet,
              about: 'test',
              ...(refersTo === undefined ? act.kind !== 'expire' && { points: BigInt(act.points) } : { refersTo }),
            }
            const posted = await postToLedger(databases.owner, request).catch((error: unknown) => {
              if (!ledgerRefusal(error)) throw error
            })
            if (posted) postings.push(posted.postingId)
          }
        }
        const killed = async () => {
          const victim = new pg.Client(connection)
          victim.on('error', () => (ended = true))
          let ended = false
          await victim.connect()
          const { rows } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid')
          await victim.query('begin')
          const request: PostingRequest = {
            programmeId,
            customerId,
            kind: 'earn',
            key: `${customerId}/killed`,
            points: 5n,
            businessDate: dayOf(0),
            institutionId: 1,
            about: 'x',
          }
          await ask(victim, request)
          await new Promise((resolve) => setTimeout(resolve, patience))
          await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0}, 5000)`.execute(databases.owner)
          await victim.end().catch((error: Error) => expect(error.message).toMatch(/terminat|closed|ended/i))
          expect(ended).toBe(true)
        }
        await Promise.all([client(one, 'one'), client(two, 'two'), killed()])
      }),
      { numRuns: 40, endOnFailure: true },
    )
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from points.posting where key like '%/killed'`.execute(databases.owner)
    expect(rows[0]?.n).toBe(0n)
    expect((await ledgerProblems(databases.owner)).problems).toEqual([])
  },
)
