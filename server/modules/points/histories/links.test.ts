import { createHash, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publishBank } from '../../../../test/support/published-bank.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { ensureProgramme } from '../ledger.sql.ts'
import { ledgerProblems } from '../verify.sql.ts'
import { ModelCluster, type LinkAct, type LinkAnswer } from './links-model.ts'

/** Random histories of a cluster: customers redeem by their links at home and at neighbours, desks take codes, gifts travel, some acts break off. */
const customers = [3, 6, 4, 7, 5, 8]
const homeOf = (customer: number) => 4 + (customer % 3)
const outlets = [4, 5, 6]
const price = 20
const day = '2026-10-10'
const start = Date.parse(`${day}T00:00:00+08:00`)
const hourMs = 3_600_000
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(192, 7)])

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
const step = fc.record({ act, way: fc.constantFrom('once', 'once', 'once', 'twice', 'rolled back'), hours: fc.constantFrom(0, 0, 1, 9) })
const history = fc.array(step, { minLength: 4, maxLength: 18 })
type Step = { act: LinkAct; way: string; hours: number }

let databases: Databases
let number = 0
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

const refusals: Record<string, LinkAnswer> = { LK001: 'not_enough', LK021: 'out_of_stock', LK024: 'ended', LK025: 'late', LK004: 'ended' }
interface World {
  client: pg.PoolClient
  programmeId: number
  giftId: number
  code: string
  redemptions: string[]
  handOuts: Map<number, string>
}
type Done = LinkAnswer | { redemption: string } | { handOut: string }

/** One act as the program does it; in a transaction of its own, which the caller ends. */
async function play(
  { client, programmeId, giftId, code, redemptions, handOuts }: World,
  one: LinkAct,
  key: string,
  at: Date,
): Promise<Done> {
  const query = async <T extends object>(text: string, values: unknown[]): Promise<T[]> => (await client.query<T>(text, values)).rows
  switch (one.act) {
    case 'earn':
      await query('select points.post($1, $2, $3, $4, $5, $6, $7, $8, null)', [
        programmeId,
        one.customer,
        'earn',
        key,
        one.points,
        day,
        homeOf(one.customer),
        'test',
      ])
      return 'done'
    case 'redeem':
      await query('select points.redeem($1, $2, $3, $4, $5, $6, 24, 9999, 9999)', [
        hashes.get(one.customer),
        at,
        day,
        key,
        giftId,
        one.outlet,
      ])
      return { redemption: key }
    case 'lapse':
      await query('select points.expire_codes($1, $2, 1000)', [at, day])
      return 'done'
    case 'send':
      return send(client, giftId, one, key, at)
    default: {
      const redemption = redemptions[one.code]
      if (redemption === undefined) return 'nothing'
      if (one.act === 'cancel') {
        await query('select points.end_redemption($1, $2, 1, $3, $4)', [redemption, 'cancelled', day, at])
        return 'done'
      }
      if (one.act === 'undo') {
        const handOut = handOuts.get(one.code)
        if (handOut === undefined) return 'ended'
        await query(
          `with it as (select o.*, g.programme_id from points.hand_out o join points.gift g using (gift_id) where o.hand_out_id = $1::uuid),
           back as materialized (select (points.post(it.programme_id, it.customer_id, 'reverse', 'undo:' || $1, null, $2::date, it.institution_id, 'x', 1, null, it.capture_posting)).posting_id as id from it)
           insert into points.hand_out_undo select it.hand_out_id, 'xx', back.id, it.business_date, 1, now() from it, back`,
          [handOut, day],
        )
        await query(
          `insert into points.stock_move (batch_id, kind, pieces, hand_out_id, moved_by, at) select batch_id, 'undo', 1, hand_out_id, 1, now() from points.hand_out where hand_out_id = $1`,
          [handOut],
        )
        return 'done'
      }
      const made = await query<{ id: string }>('select posting_id::text as id from points.end_at_desk($1, $2, $3, $4)', [
        redemption,
        'handed_out',
        day,
        at,
      ])
      await query(
        `insert into points.hand_out (hand_out_id, receipt_no, customer_id, gift_id, batch_id, points, reserve_posting, capture_posting, signature, institution_id, business_date,
           issued_by, issued_name, at, redemption_id)
         select $1::uuid, $2, r.customer_id, r.gift_id, r.batch_id, r.points, r.reserve_posting, $3, $4, r.institution_id, $5, 999, 'x', $6, r.redemption_id from points.redemption r where r.redemption_id = $7`,
        [key, `${code}-${key}`, made[0]?.id, png, day, at, redemption],
      )
      await query(
        `insert into points.stock_move (batch_id, kind, pieces, hand_out_id, moved_by, at) select batch_id, 'hand_out', -1, hand_out_id, 999, now() from points.hand_out where hand_out_id = $1`,
        [key],
      )
      return { handOut: key }
    }
  }
}

async function send(
  client: pg.PoolClient,
  giftId: number,
  { from, to, pieces, arrives, returned }: Extract<LinkAct, { act: 'send' }>,
  id: string,
  at: Date,
): Promise<LinkAnswer> {
  const { rows } = await client.query<{ id: string }>(
    'select batch_id::text as id from points.stock_batch where gift_id = $1 and institution_id = $2 order by available desc, batch_id limit 1 for update',
    [giftId, from],
  )
  const all = await client.query<{ n: number }>(
    'select coalesce(sum(available), 0)::int as n, max(available) as most from points.stock_batch where gift_id = $1 and institution_id = $2',
    [giftId, from],
  )
  if (from === to || (all.rows[0]?.n ?? 0) < pieces) return 'nothing'
  const batch = rows[0]?.id
  const arrived = Math.min(arrives, pieces)
  await client.query(`insert into points.transfer values ($1, $2, $3, $4, $5, $6, 'x', null, 1, 'x', $7)`, [
    id,
    batch,
    giftId,
    from,
    to,
    pieces,
    at,
  ])
  await client.query(
    `insert into points.stock_move (batch_id, kind, pieces, transfer_id, moved_by, at) values ($1, 'send', $2, $3, 1, now())`,
    [batch, -pieces, id],
  )
  const into =
    arrived === 0
      ? null
      : (
          await client.query<{ id: string }>(
            `insert into points.stock_batch (gift_id, institution_id, document_no, kept_by, received_at) values ($1, $2, 'x', 2, now()) returning batch_id::text as id`,
            [giftId, to],
          )
        ).rows[0]?.id
  await client.query(`insert into points.transfer_arrival values ($1, $2, $3, '少件', 2, 'x', now())`, [id, arrived, into])
  if (into)
    await client.query(
      `insert into points.stock_move (batch_id, kind, pieces, transfer_id, moved_by, at) values ($1, 'arrive', $2, $3, 2, now())`,
      [into, arrived, id],
    )
  if (arrived < pieces) {
    await client.query(`insert into points.transfer_missing values ($1, $2, '核实', 1, 'x', now())`, [id, returned ? 'returned' : 'lost'])
    if (returned)
      await client.query(
        `insert into points.stock_move (batch_id, kind, pieces, transfer_id, moved_by, at) values ($1, 'return', $2, $3, 1, now())`,
        [batch, pieces - arrived, id],
      )
  }
  return 'done'
}

async function inTransaction(world: World, one: LinkAct, key: string, at: Date, keep: boolean): Promise<Done> {
  await world.client.query(`begin; set local liuke.institutions = '{4,5,6}'; set local liuke."user" = '999'`)
  try {
    const answer = await play(world, one, key, at)
    await world.client.query(keep ? 'commit' : 'rollback')
    return answer
  } catch (error) {
    await world.client.query('rollback')
    const refusal = refusals[String((error as { code?: unknown }).code)]
    if (!refusal) throw error
    return refusal
  }
}

async function runHistory(steps: readonly Step[], client: pg.PoolClient): Promise<void> {
  const code = `h${++number}`
  const programmeId = await ensureProgramme(databases.owner, { code, name: '测试', institutionId: 1 })
  const { rows } = await client.query<{ id: number }>(
    `insert into points.gift (code, name, taste, supplier, programme_id, points, cost_fen, made_by, made_at) values ($1, 'x', 'staples', 'x', $2, $3, 0, 1, now()) returning gift_id as id`,
    [code, programmeId, price],
  )
  const giftId = rows[0]?.id ?? 0
  const pieces = new Map([
    [4, 2],
    [5, 2],
    [6, 1],
  ])
  for (const [at, n] of pieces)
    await client.query(
      `with b as (insert into points.stock_batch (gift_id, institution_id, document_no, kept_by, received_at) values ($1, $2, 'x', 1, now()) returning batch_id)
       insert into points.stock_move (batch_id, kind, pieces, moved_by, at) select batch_id, 'receive', $3, 1, now() from b`,
      [giftId, at, n],
    )
  const model = new ModelCluster(price, pieces, homeOf)
  const world: World = { client, programmeId, giftId, code, redemptions: [], handOuts: new Map() }
  let hour = 0
  for (const [nth, { act: one, way, hours }] of steps.entries()) {
    hour += hours
    const at = new Date(start + hour * hourMs)
    const key = one.act === 'earn' ? `${code}/${nth}` : randomUUID()
    // the model sends out of one batch; a stock in several is left alone
    if (one.act === 'send' && (await batches(client, giftId, one.from)) !== 1) continue
    if (way === 'rolled back') await inTransaction(world, one, key, at, false)
    const answer = await inTransaction(world, one, key, at, true)
    if (way === 'twice' && one.act === 'redeem' && typeof answer === 'object')
      expect(await inTransaction(world, one, key, at, true)).toEqual(answer)
    if (typeof answer === 'object' && 'redemption' in answer) world.redemptions.push(answer.redemption)
    if (typeof answer === 'object' && 'handOut' in answer && 'code' in one) world.handOuts.set(one.code, answer.handOut)
    expect([nth, one, typeof answer === 'object' ? 'done' : answer]).toEqual([nth, one, model.act(one, hour)])
  }
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

/** A tenth of the ledger's histories: each of these plays codes, pieces and transfers besides. */
const historyCount = Math.ceil(Number(process.env['LIUKE_LEDGER_HISTORIES'] ?? 1_000) / 10)

it(
  `keeps points, pieces and codes of a cluster to the model through ${historyCount} random histories; settled, verify finds nothing`,
  { timeout: 600_000 },
  async () => {
    const client = await databases.ownerPool.connect()
    try {
      await fc.assert(
        fc.asyncProperty(history, (steps) => runHistory(steps, client)),
        { numRuns: historyCount, endOnFailure: true },
      )
    } finally {
      client.release(true)
    }
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
