import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { OwnPage } from './contract.ts'

/** What the database shows for a token, the name as it is; undefined for one that is not good. Counts the look. */
export async function pageOf(
  database: Database,
  hash: Buffer,
  now: Date,
  day: string,
): Promise<(Omit<OwnPage, 'name'> & { name: string | null }) | undefined> {
  const { rows } = await sql<{ page: (Omit<OwnPage, 'name'> & { name: string | null }) | null }>`
    select points.page(${hash}, ${now}, ${day}::date) as page`.execute(database)
  return rows[0]?.page ?? undefined
}

export interface Redeemed {
  customerId: bigint
  institutionId: number
  points: bigint
  code: string
  validUntil: Date
}

/** Reserves the points and holds a piece; throws SQLSTATEs of links.rules.ts. */
export async function redeemByToken(
  trx: Scoped,
  hash: Buffer,
  wish: { id: string; giftId: number; institutionId: number },
  limits: { hours: number; atOnce: number; aDay: number },
  now: Date,
  day: string,
): Promise<Redeemed> {
  const { rows } = await sql<Redeemed>`
    select customer_id as "customerId", institution_id as "institutionId", points, code, valid_until as "validUntil"
    from points.redeem(${hash}, ${now}, ${day}::date, ${wish.id}::uuid, ${wish.giftId}, ${wish.institutionId}, ${limits.hours}, ${limits.atOnce}, ${limits.aDay})`.execute(
    trx,
  )
  const made = rows[0]
  if (!made) throw new Error('the database redeemed nothing')
  return made
}

/** Gives points and piece back; returns whose they were. Throws SQLSTATEs of links.rules.ts. */
export async function cancelByToken(trx: Scoped, hash: Buffer, redemptionId: string, now: Date, day: string): Promise<bigint> {
  const { rows } = await sql<{
    id: bigint
  }>`select points.cancel_by_link(${hash}, ${now}, ${day}::date, ${redemptionId}::uuid) as id`.execute(trx)
  return rows[0]?.id ?? 0n
}
