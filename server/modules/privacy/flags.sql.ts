import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { LookupFlag, LookupFlagKind } from './contract.ts'

export interface FlagFilter {
  open?: boolean | undefined
  kind?: LookupFlagKind | undefined
  actorLogin?: string | undefined
  before?: number | undefined
  limit: number
}

type Row = Omit<LookupFlag, 'at' | 'reviewedAt'> & { at: Date; reviewedAt: Date | null }

/** Flags, newest first, that row-level security shows. */
export async function flagPage(trx: Scoped, { open, kind, actorLogin, before, limit }: FlagFilter): Promise<LookupFlag[]> {
  const conditions = [
    open === undefined ? undefined : open ? sql`verdict is null` : sql`verdict is not null`,
    kind === undefined ? undefined : sql`kind = ${kind}`,
    actorLogin === undefined ? undefined : sql`actor_login = ${actorLogin}`,
    before === undefined ? undefined : sql`id < ${before}`,
  ].filter((condition) => condition !== undefined)
  const { rows } = await sql<Row>`
    select id, kind, at, actor_user_id as "actorUserId", actor_login as "actorLogin", actor_role as "actorRole",
      actor_institution_id as "actorInstitutionId", customer_id as "customerId", customers, reviewed_at as "reviewedAt", verdict, note
    from privacy.lookup_flag where ${sql.join([sql`true`, ...conditions], sql` and `)} order by id desc limit ${limit}`.execute(trx)
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), reviewedAt: row.reviewedAt?.toISOString() ?? null }))
}

/** Writes a review; false when there is no such open flag, or it is about the reviewer. */
export async function reviewFlagRow(
  trx: Scoped,
  id: number,
  review: { userId: number; verdict: string; note: string; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update privacy.lookup_flag set reviewed_at = ${review.at}, reviewed_by = ${review.userId}, verdict = ${review.verdict}, note = ${review.note}
    where id = ${id} and verdict is null`.execute(trx)
  return numAffectedRows === 1n
}
