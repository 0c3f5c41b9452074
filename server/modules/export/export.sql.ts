import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { ListQuestion } from '../customer/index.ts'
import type { ClearColumn, ExportFormat, ExportItem, ExportProblem, ExportState } from './contract.ts'

export interface NewExport {
  id: string
  fileNo: string
  format: ExportFormat
  clear: readonly ClearColumn[]
  purpose: string
  purposeText: string
  question: ListQuestion
  conditions: readonly string[]
  rowsAsked: number
  rowsAtMost: number
  approvalId: string
  at: Date
}

/** Keeps a request, asked for by the person whose scope it is. */
export async function insertExport(trx: Scoped, file: NewExport, { userId, login, name, scope }: Person): Promise<void> {
  await sql`
    insert into export.export_file (id, file_no, user_id, login, name, role, institution_id, institution_name, manager_id, top_institution_id, source, format,
      clear, purpose, purpose_text, question, conditions, rows_asked, rows_at_most, approval_id, state, asked_at, changed_at)
    values (${file.id}, ${file.fileNo}, ${userId}, ${login}, ${name}, ${scope.role}, ${scope.institutionId}, (select i.name from organisation.institution i where i.id = ${scope.institutionId}), ${scope.managerId},
      ${scope.institutions[0] ?? null}, 'customer_list', ${file.format}, ${[...file.clear]}, ${file.purpose}, ${file.purposeText},
      ${JSON.stringify(file.question)}::jsonb, ${[...file.conditions]}, ${file.rowsAsked}, ${file.rowsAtMost}, ${file.approvalId}, 'waiting', ${file.at},
      ${file.at})`.execute(trx)
}

type Row = Omit<ExportItem, 'askedAt' | 'expiresAt' | 'bytes'> & { askedAt: Date; expiresAt: Date | null; bytes: bigint | null }

/** A file past its hour is expired, also before it is cleared away. */
const itemColumns = (
  now: Date,
) => sql`id, file_no as "fileNo", format, clear, purpose, purpose_text as "purposeText", conditions, rows_asked as "rowsAsked",
  case when state = 'ready' and expires_at <= ${now} then 'expired' else state end as state, problem,
  rows_done as "rowsDone", rows_total as "rowsTotal", business_date as "businessDate", bytes, asked_at as "askedAt", expires_at as "expiresAt", downloads,
  approval_id::text as "approvalId"`

const itemOf = (row: Row): ExportItem => ({
  ...row,
  bytes: row.bytes === null ? null : Number(row.bytes),
  askedAt: row.askedAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
})

/** The person's own requests and files, newest first. */
export async function exportsOf(trx: Scoped, userId: number, most: number, now: Date): Promise<ExportItem[]> {
  const { rows } = await sql<Row>`
    select ${itemColumns(now)} from export.export_file where user_id = ${userId} order by asked_at desc, id limit ${most}`.execute(trx)
  return rows.map(itemOf)
}

export async function exportItemOf(trx: Scoped, id: string, userId: number, now: Date): Promise<ExportItem | undefined> {
  const { rows } = await sql<Row>`select ${itemColumns(now)} from export.export_file where id = ${id} and user_id = ${userId}`.execute(trx)
  return rows[0] && itemOf(rows[0])
}

/** How many of the person's requests are neither done nor over. */
export async function countUnderWay(trx: Scoped, userId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from export.export_file where user_id = ${userId} and state in ('waiting', 'queued', 'running')`.execute(trx)
  return rows[0]?.n ?? 0
}

export interface HeldFile {
  state: ExportState
  format: ExportFormat
  fileNo: string
  fileKey: Buffer | null
  sha256: Buffer | null
  expiresAt: Date | null
  rowsTotal: number | null
  clear: ClearColumn[]
  institutionId: number
  /** whether the person is still what they were when they asked */
  asAsked: boolean
}

/** A file of the person's own, locked until the transaction ends; undefined when there is none or it is somebody else's. */
export async function lockOwnExport(trx: Scoped, id: string, { userId, scope }: Person): Promise<HeldFile | undefined> {
  const { rows } = await sql<HeldFile>`
    select state, format, file_no as "fileNo", file_key as "fileKey", sha256, expires_at as "expiresAt", rows_total as "rowsTotal", clear,
      institution_id as "institutionId", (role = ${scope.role} and manager_id is not distinct from ${scope.managerId}::int
        and top_institution_id is not distinct from ${scope.institutions[0] ?? null}::int) as "asAsked"
    from export.export_file where id = ${id} and user_id = ${userId} for update`.execute(trx)
  return rows[0]
}

export async function countDownload(trx: Scoped, id: string): Promise<void> {
  await sql`update export.export_file set downloads = downloads + 1 where id = ${id}`.execute(trx)
}

/** Moves a request on, out of one of the given states only; true when it did. What is over forgets what it asked for and its key. */
export async function moveExport(
  trx: Scoped,
  id: string,
  move: { from: readonly ExportState[]; to: ExportState; problem?: ExportProblem; at: Date },
): Promise<boolean> {
  const forgotten = move.to === 'queued' ? sql`` : sql`, file_key = null, question = null`
  const { numAffectedRows } = await sql`
    update export.export_file set state = ${move.to}, problem = ${move.problem ?? null}, changed_at = ${move.at}${forgotten}
    where id = ${id} and state = any(${[...move.from]}::text[])`.execute(trx)
  return numAffectedRows === 1n
}
