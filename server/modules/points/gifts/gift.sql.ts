import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { tastes } from './contract.ts'

export interface KeptGift {
  giftId: number
  code: string
  name: string
  taste: (typeof tastes)[number]
  supplier: string
  programmeId: number
  programme: string
  points: bigint
  costFen: bigint
  available: number
}

/** The gifts that are handed out, with what of them an outlet may hand out on a day. */
export async function listGifts(trx: Database, institutionId: number, day: string): Promise<KeptGift[]> {
  const { rows } = await sql<KeptGift>`
    select g.gift_id as "giftId", g.code, g.name, g.taste, g.supplier, g.programme_id as "programmeId", p.name as programme, g.points,
      g.cost_fen as "costFen",
      coalesce((select sum(b.available) from points.stock_batch b where b.gift_id = g.gift_id and b.institution_id = ${institutionId}
        and (b.expires_on is null or b.expires_on >= ${day}::date)), 0)::int as available
    from points.gift g join points.programme p using (programme_id) where g.ended_at is null order by g.points, g.gift_id limit 300`.execute(
    trx,
  )
  return rows
}

/** Adds a gift of a programme; undefined when there is no such programme, null when the code is taken. */
export async function insertGift(
  trx: Scoped,
  gift: { code: string; name: string; taste: string; supplier: string; programmeCode: string; points: number; costFen: string },
  userId: number,
  at: Date,
): Promise<number | undefined | null> {
  const programme = await sql<{ id: number }>`select programme_id as id from points.programme where code = ${gift.programmeCode}`.execute(
    trx,
  )
  if (!programme.rows[0]) return undefined
  const { rows } = await sql<{ id: number }>`
    insert into points.gift (code, name, taste, supplier, programme_id, points, cost_fen, made_by, made_at)
    values (${gift.code}, ${gift.name}, ${gift.taste}, ${gift.supplier}, ${programme.rows[0].id}, ${gift.points}, ${gift.costFen}::bigint, ${userId}, ${at})
    on conflict (code) do nothing returning gift_id as id`.execute(trx)
  return rows[0]?.id ?? null
}

/** A gift that is handed out; undefined when there is none. */
export async function giftOf(
  trx: Scoped,
  giftId: number,
): Promise<{ name: string; code: string; programmeId: number; points: bigint } | undefined> {
  const { rows } = await sql<{ name: string; code: string; programmeId: number; points: bigint }>`
    select name, code, programme_id as "programmeId", points from points.gift where gift_id = ${giftId} and ended_at is null`.execute(trx)
  return rows[0]
}

/** Takes a gift out of the catalogue; returns its code, undefined when it is not in it. */
export async function endGift(trx: Scoped, giftId: number, at: Date): Promise<string | undefined> {
  const { rows } = await sql<{ code: string }>`
    update points.gift set ended_at = ${at} where gift_id = ${giftId} and ended_at is null returning code`.execute(trx)
  return rows[0]?.code
}
