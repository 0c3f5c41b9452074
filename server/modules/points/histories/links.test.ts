import { createHash, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import type pg from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publishBank } from '../../../../test/support/published-bank.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { ensureProgramme } from '../ledger.sql.ts'
import { ledgerProblems } from '../verify.sql.ts'
import { ModelCluster, type LinkAct } from './links-model.ts'
import { atHour, customers, cutOff, homeOf, inTransaction, outlets, price, type World } from './links-play.ts'

/** Random histories of a cluster: customers redeem by their links at home and at neighbours, desks take codes, gifts travel, some acts break off. */
const customer = fc.constantFrom(...customers)
const outlet = fc.constantFrom(...outlets)
const act: fc.Arbitrary<LinkAct> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('earn' as const), customer, points: fc.integer({ min: 5, max: 60 }) }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('redeem' as const), customer, outlet }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constantFrom('cancel' as const, 'take' as const, 'take' as const, 'undo' as const),
      code: fc.nat({ max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<LinkAct>({ act: 'lapse' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('send' as const),
      from: outlet,
      to: outlet,
      pieces: fc.integer({ min: 1, max: 2 }),
      arrives: fc.nat({ max: 2 }),
      returned: fc.boolean(),
    }),
  },
)
const step = fc.record({
  act,
  way: fc.oneof(
    { weight: 13, arbitrary: fc.constant('once') },
    { weight: 3, arbitrary: fc.constantFrom('twice', 'rolled back') },
    { weight: 1, arbitrary: fc.constant('cut off') },
  ),
  hours: fc.constantFrom(0, 0, 1, 9),
  statements: fc.nat({ max: 3 }),
})
const history = fc.array(step, { minLength: 4, maxLength: 18 })
type Step = { act: LinkAct; way: string; hours: number; statements: number }

let databases: Databases
let number = 0
const pieces = new Map([
  [4, 2],
  [5, 2],
  [6, 1],
])
const taken = new Map<string, number>()
const hashes = new Map<number, Buffer>()
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  for (const one of customers) {
    const hash = createHash('sha256').update(String(one)).digest()
    hashes.set(one, hash)
    await sql`insert into points.link (token_sha256, customer_id, institution_id, made_by, made_name, made_at, valid_until)
      values (${hash}, ${one}, ${homeOf(one)}, 1, 'x', '2026-01-01', '2027-01-01')`.execute(databases.owner)
  }
})

/** A gift of its own with a few pieces at each outlet. */
async function openWorld(client: pg.ClientBase): Promise<World> {
  const code = `h${++number}`
  const programmeId = await ensureProgramme(databases.owner, { code, name: '测试', institutionId: 1 })
  const { rows } = await client.query<{ id: number }>(
    `insert into points.gift (code, name, taste, supplier, programme_id, points, cost_fen, made_by, made_at) values ($1, 'x', 'staples', 'x', $2, $3, 0, 1, now()) returning gift_id as id`,
    [code, programmeId, price],
  )
  const giftId = rows[0]?.id ?? 0
  for (const [at, n] of pieces)
    await client.query(
      `with b as (insert into points.stock_batch (gift_id, institution_id, document_no, kept_by, received_at) values ($1, $2, 'x', 1, now()) returning batch_id)
       insert into points.stock_move (batch_id, kind, pieces, moved_by, at) select batch_id, 'receive', $3, 1, now() from b`,
      [giftId, at, n],
    )
  return { client, hashOf: (one) => hashes.get(one), programmeId, giftId, code, redemptions: [], handOuts: new Map() }
}

const keyOf = (world: World, act: LinkAct, nth: string | number) => (act.act === 'earn' ? `${world.code}/${nth}` : randomUUID())

/** Plays a history on the database and on the model; both must answer and hold the same. */
async function runHistory(steps: readonly Step[]): Promise<void> {
  let client = await databases.ownerPool.connect()
  try {
    const world = await openWorld(client)
    const model = new ModelCluster(price, pieces, homeOf)
    let hour = 0
    for (const [nth, { act: one, way, hours, statements }] of steps.entries()) {
      hour += hours
      const at = atHour(hour)
      const key = keyOf(world, one, nth)
      // the model sends out of one batch; a stock in several is left alone
      if (one.act === 'send' && (await batches(client, world.giftId, one.from)) !== 1) continue
      if (way === 'rolled back') await inTransaction(world, one, key, at, false)
      if (way === 'cut off') {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
        await cutOff(world, one, key, at, statements)
        client.release(true)
        // until it is gone its locks stand, and what lapses is left to the next sweep where somebody holds it
        await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0}, 5000)`.execute(databases.owner)
        client = world.client = await databases.ownerPool.connect()
      }
      const answer = await inTransaction(world, one, key, at, true)
      if (way === 'twice' && one.act === 'redeem' && typeof answer === 'object')
        expect(await inTransaction(world, one, key, at, true)).toEqual(answer)
      if (typeof answer === 'object' && 'redemption' in answer) world.redemptions.push(answer.redemption)
      if (typeof answer === 'object' && 'handOut' in answer && 'code' in one) world.handOuts.set(one.code, answer.handOut)
      expect([nth, one, typeof answer === 'object' ? 'done' : answer]).toEqual([nth, one, model.act(one, hour)])
    }
    await compare(world, model)
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function compare({ client, programmeId, giftId }: World, model: ModelCluster): Promise<void> {
  const held = await client.query<{ customer: number; available: string; reserved: string }>(
    'select customer_id::int as customer, available::text, reserved::text from points.holder where programme_id = $1',
    [programmeId],
  )
  for (const { customer: whose, available, reserved } of held.rows)
    expect({ available, reserved }).toEqual({
      available: String(model.points.get(whose)?.available ?? 0),
      reserved: String(model.points.get(whose)?.reserved ?? 0),
    })
  const stock = await client.query<{ at: number; available: number; held: number }>(
    'select institution_id as at, sum(available)::int as available, sum(held)::int as held from points.stock_batch where gift_id = $1 group by 1',
    [giftId],
  )
  for (const { at, ...pieceCounts } of stock.rows) expect(pieceCounts).toEqual(model.stock.get(at))
  for (const [pair, points] of model.taken) taken.set(pair, (taken.get(pair) ?? 0) + points)
}

const batches = async (client: pg.PoolClient, giftId: number, at: number): Promise<number> =>
  Number((await client.query('select batch_id from points.stock_batch where gift_id = $1 and institution_id = $2', [giftId, at])).rowCount)

/** As many as the ledger's, a tenth in `npm test`: each of these plays codes, pieces and transfers besides. */
const asked = process.env['LIUKE_LEDGER_HISTORIES']
const historyCount = Number(asked ?? 100)
const minutes = 60_000

it(
  `keeps points, pieces and codes of a cluster to the model through ${historyCount} random histories, crashes between any two statements among them; settled, verify finds nothing`,
  { timeout: 60 * minutes },
  async () => {
    await fc.assert(fc.asyncProperty(history, runHistory), { numRuns: historyCount, endOnFailure: true })
    await sql`select points.settle_month('2026-10-01', 100, now())`.execute(databases.owner)
    const { rows } = await sql<{
      pair: string
      points: number
    }>`select issuer_id || '>' || taker_id as pair, sum(points)::int as points from points.statement_part group by 1`.execute(
      databases.owner,
    )
    const settled = Object.fromEntries(rows.map(({ pair, points }) => [pair, points]))
    expect(settled).toEqual(Object.fromEntries([...taken].filter(([, points]) => points !== 0)))
    expect((await ledgerProblems(databases.owner)).problems).toEqual([])
  },
)

it('loses nothing when two clients redeem, take, cancel, undo and send the same gift at once', { timeout: 2 * minutes }, async () => {
  await fc.assert(
    fc.asyncProperty(history, history, async (one, two) => {
      const [first, second] = [await databases.ownerPool.connect(), await databases.ownerPool.connect()]
      try {
        const world = await openWorld(first)
        const play = async (client: pg.PoolClient, steps: readonly Step[], name: string) => {
          for (const [nth, { act: each }] of steps.entries()) {
            const answer = await inTransaction({ ...world, client }, each, keyOf(world, each, `${name}/${nth}`), atHour(nth), true)
            if (typeof answer === 'object' && 'redemption' in answer) world.redemptions.push(answer.redemption)
            if (typeof answer === 'object' && 'handOut' in answer && 'code' in each) world.handOuts.set(each.code, answer.handOut)
          }
        }
        await Promise.all([play(first, one, 'one'), play(second, two, 'two')])
      } finally {
        first.release(true)
        second.release(true)
      }
    }),
    { numRuns: asked ? Math.ceil(historyCount / 20) : 25, endOnFailure: true },
  )
  expect((await ledgerProblems(databases.owner)).problems.filter(({ proof }) => proof !== 'settlement')).toEqual([])
})
