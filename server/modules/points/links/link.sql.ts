import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'

export async function insertLink(
  trx: Scoped,
  link: { hash: Buffer; customerId: string; institutionId: number; validUntil: Date },
  by: { userId: number; name: string },
  at: Date,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into points.link (token_sha256, customer_id, institution_id, made_by, made_name, made_at, valid_until)
    values (${link.hash}, ${link.customerId}::bigint, ${link.institutionId}, ${by.userId}, ${by.name}, ${at}, ${link.validUntil}) returning link_id::text as id`.execute(
    trx,
  )
  return rows[0]?.id ?? ''
}

/** Revokes the links of a customer that are good, or one of them; returns their numbers. */
export async function revokeLinks(
  trx: Scoped,
  which: { customerId: string } | { linkId: string },
  userId: number,
  at: Date,
): Promise<{ linkId: string; customerId: string }[]> {
  const chosen = 'linkId' in which ? sql`link_id = ${which.linkId}::bigint` : sql`customer_id = ${which.customerId}::bigint`
  const { rows } = await sql<{ linkId: string; customerId: string }>`
    update points.link set revoked_at = ${at}, revoked_by = ${userId} where ${chosen} and revoked_at is null and valid_until > ${at}
    returning link_id::text as "linkId", customer_id::text as "customerId"`.execute(trx)
  return rows
}

/** Whether a link is in sight, whatever became of it. */
export async function linkIsThere(trx: Scoped, linkId: string): Promise<boolean> {
  const { rows } = await sql`select from points.link where link_id = ${linkId}::bigint`.execute(trx)
  return rows.length > 0
}

export interface KeptLink {
  linkId: string
  madeBy: string
  madeAt: Date
  validUntil: Date
  revokedAt: Date | null
  opened: number
  lastOpenedAt: Date | null
}

/** Links of a customer in sight, the newest first, at most 20. */
export async function linksOf(trx: Scoped, customerId: string): Promise<KeptLink[]> {
  const { rows } = await sql<KeptLink>`
    select link_id::text as "linkId", made_name as "madeBy", made_at as "madeAt", valid_until as "validUntil", revoked_at as "revokedAt", opened,
      last_opened_at as "lastOpenedAt"
    from points.link where customer_id = ${customerId}::bigint order by link_id desc limit 20`.execute(trx)
  return rows
}
