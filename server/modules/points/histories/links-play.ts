import type pg from 'pg'
import type { LinkAct, LinkAnswer } from './links-model.ts'

/** The small cluster that links' histories play in. */
export const customers = [3, 6, 4, 7, 5, 8]
export const homeOf = (customer: number) => 4 + (customer % 3)
export const outlets = [4, 5, 6]
export const price = 20
const day = '2026-10-10'
const start = Date.parse(`${day}T00:00:00+08:00`)
const hourMs = 3_600_000
/** The moment of an hour of a history. */
export const atHour = (hour: number): Date => new Date(start + hour * hourMs)
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(192, 7)])

const asDesk = `begin; set local liuke.institutions = '{4,5,6}'; set local liuke."user" = '999'`
const refusals: Record<string, LinkAnswer> = {
  LK001: 'not_enough',
  LK004: 'ended',
  LK021: 'out_of_stock',
  LK024: 'ended',
  LK025: 'late',
  // of two at once: the last piece is gone, the act is done already, one of them has to ask again
  '23514': 'out_of_stock',
  '23505': 'ended',
  '40P01': 'nothing',
}
export interface World {
  client: pg.ClientBase
  hashOf: (customer: number) => Buffer | undefined
  programmeId: number
  giftId: number
  code: string
  redemptions: string[]
  handOuts: Map<number, string>
}
export type Done = LinkAnswer | { redemption: string } | { handOut: string }

/** One act as the program does it; in a transaction of its own, which the caller ends. */
async function play(
  { client, hashOf, programmeId, giftId, code, redemptions, handOuts }: World,
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
      await query('select points.redeem($1, $2, $3, $4, $5, $6, 24, 9999, 9999)', [hashOf(one.customer), at, day, key, giftId, one.outlet])
      return { redemption: key }
    case 'lapse':
      await query('select points.expire_codes($1, $2, 1000000)', [at, day])
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
  client: pg.ClientBase,
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

/** One act in a transaction that is kept or rolled back; what the ledger refuses is an answer. */
export async function inTransaction(world: World, one: LinkAct, key: string, at: Date, keep: boolean): Promise<Done> {
  await world.client.query(asDesk)
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

class CutOff extends Error {}

/** Plays so many statements of an act and no more: the caller drops the connection there, as a crash would. */
export async function cutOff(world: World, one: LinkAct, key: string, at: Date, statements: number): Promise<void> {
  let left = statements
  const client = new Proxy(world.client, {
    get: (target, name) =>
      name === 'query'
        ? (text: string, values: unknown[]) => {
            if (left-- === 0) throw new CutOff()
            return target.query(text, values)
          }
        : Reflect.get(target, name),
  })
  await world.client.query(asDesk)
  await play({ ...world, client }, one, key, at).catch((error: unknown) => {
    if (!(error instanceof CutOff) && !refusals[String((error as { code?: unknown }).code)]) throw error
  })
}
