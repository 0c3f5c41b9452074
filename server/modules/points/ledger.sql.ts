import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Posting, PostingRequest } from './ledger.rules.ts'

const columns = sql`posting_id as "postingId", holder_id as "holderId", kind, key, points, business_date as "businessDate", expires_on as "expiresOn",
  institution_id as "institutionId", refers_to as "refersTo", about`

/** One posting by a person in their scope: PostgreSQL checks that they see the customer and the outlet. Undefined: nothing was due to expire. */
export const actOnLedger = (trx: Scoped, request: PostingRequest): Promise<Posting | undefined> =>
  one(
    trx,
    sql`points.act(${request.programmeId}, ${request.customerId}, ${request.kind}, ${request.key}, ${request.points ?? null},
    ${request.businessDate}, ${request.institutionId}, ${request.about}, ${request.expiresOn ?? null}, ${request.refersTo ?? null})`,
  )

/** One posting by the system (the owner's handle): jobs of the night. */
export const postToLedger = (database: Database, request: PostingRequest): Promise<Posting | undefined> =>
  one(
    database,
    sql`points.post(${request.programmeId}, ${request.customerId}, ${request.kind}, ${request.key}, ${request.points ?? null},
    ${request.businessDate}, ${request.institutionId}, ${request.about}, null, ${request.expiresOn ?? null}, ${request.refersTo ?? null})`,
  )

async function one(database: Database, call: ReturnType<typeof sql>): Promise<Posting | undefined> {
  const { rows } = await sql<Posting>`select ${columns} from ${call} where posting_id is not null`.execute(database)
  return rows[0]
}

/** The accounts of a customer in every programme that the reader may see. Whole points. */
export async function accountsOf(trx: Database, customerId: bigint) {
  const { rows } = await sql<{ programmeId: number; programme: string; available: bigint; reserved: bigint; owed: bigint }>`
    select h.programme_id as "programmeId", p.name as programme, h.available, h.reserved, h.owed
    from points.holder h join points.programme p using (programme_id) where h.customer_id = ${customerId} order by p.code`.execute(trx)
  return rows
}

/** Makes a programme, or finds the one of the same code. `database` is the owner's handle. */
export async function ensureProgramme(
  database: Database,
  programme: { code: string; name: string; institutionId: number },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into points.programme (code, name, institution_id) values (${programme.code}, ${programme.name}, ${programme.institutionId})
    on conflict (code) do update set code = excluded.code returning programme_id as id`.execute(database)
  const made = rows[0]
  if (!made) throw new Error(`programme ${programme.code} was not made`)
  return made.id
}

/** Expires at most so many accounts whose lots ended before the business date; returns how many. */
export async function expireDue(database: Database, businessDate: string, atMost: number): Promise<bigint> {
  const { rows } = await sql<{ n: bigint }>`select points.expire_due(${businessDate}, null, ${atMost}) as n`.execute(database)
  return rows[0]?.n ?? 0n
}
