import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { AuditFilter, AuditRow } from './contract.ts'

/** Where a page ended: the moment in microseconds since 1970 and the entry's id. */
interface Place {
  microseconds: string
  id: string
}

export interface AuditPage {
  rows: AuditRow[]
  /** the last row's place, when there may be more */
  end: Place | null
}

type Found = Omit<AuditRow, 'id' | 'at'> & { id: bigint; microseconds: bigint }

/** A page of entries, newest first, that row-level security lets this scope see. */
export async function auditPage(trx: Scoped, filter: AuditFilter, after: Place | undefined, limit: number): Promise<AuditPage> {
  const conditions = [
    filter.from === undefined ? undefined : sql`at >= ${filter.from}::timestamptz`,
    filter.to === undefined ? undefined : sql`at < ${filter.to}::timestamptz`,
    filter.actorLogin === undefined ? undefined : sql`actor_login = ${filter.actorLogin}`,
    filter.action === undefined ? undefined : sql`action = ${filter.action}`,
    filter.subjectKind === undefined ? undefined : sql`subject_kind = ${filter.subjectKind}`,
    filter.subjectId === undefined ? undefined : sql`subject_id = ${filter.subjectId}`,
    filter.institutionId === undefined ? undefined : sql`institution_id = ${filter.institutionId}`,
    filter.outcome === undefined ? undefined : sql`outcome = ${filter.outcome}`,
    after &&
      sql`(at, id) < (timestamptz '1970-01-01 00:00:00+00' + ${after.microseconds}::bigint * interval '1 microsecond', ${after.id}::bigint)`,
  ].filter((condition) => condition !== undefined)
  const { rows } = await sql<Found>`
    select id, (extract(epoch from at - timestamptz '1970-01-01 00:00:00+00') * 1000000)::bigint as microseconds,
      actor_user_id as "actorUserId", actor_login as "actorLogin", actor_role as "actorRole", actor_institution_id as "actorInstitutionId",
      action, subject_kind as "subjectKind", subject_id as "subjectId", institution_id as "institutionId", outcome, purpose, detail
    from audit.entry where ${sql.join([sql`true`, ...conditions], sql` and `)}
    order by at desc, id desc limit ${limit}`.execute(trx)
  const last = rows.length === limit ? rows.at(-1) : undefined
  return {
    rows: rows.map(present),
    end: last ? { microseconds: last.microseconds.toString(), id: last.id.toString() } : null,
  }
}

function present({ microseconds, ...row }: Found): AuditRow {
  return { ...row, id: row.id.toString(), at: new Date(Number(microseconds / 1000n)).toISOString() }
}
