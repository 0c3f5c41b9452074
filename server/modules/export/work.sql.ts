import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Asker } from '../../platform/jobs/task.ts'
import type { ListQuestion } from '../customer/index.ts'
import type { ClearColumn, ExportFormat, ExportProblem } from './contract.ts'

/** A file to be made. `database` is the owner's handle in all of these: the work is the system's, what goes into the file is read under the asker's scope. */
export interface ExportWork {
  id: string
  fileNo: string
  asker: Asker
  login: string
  name: string
  institutionId: number
  institutionName: string
  format: ExportFormat
  clear: ClearColumn[]
  purpose: string
  purposeText: string
  question: ListQuestion
  conditions: string[]
  rowsAtMost: number
  approved: boolean
}

/** Begins, or begins again, a file that was approved; undefined when there is nothing to do any more. Its approval is looked at where it is kept. */
export async function beginWork(database: Database, id: string, at: Date): Promise<ExportWork | undefined> {
  const { rows } = await sql<
    Omit<ExportWork, 'asker'> & { userId: number; role: string; managerId: number | null; topInstitutionId: number | null }
  >`
    update export.export_file f set state = 'running', changed_at = ${at}, rows_done = 0 where id = ${id} and state in ('queued', 'running')
    returning id, file_no as "fileNo", user_id as "userId", role, manager_id as "managerId", top_institution_id as "topInstitutionId", login, name,
      institution_id as "institutionId", institution_name as "institutionName", format, clear, purpose, purpose_text as "purposeText", question, conditions,
      rows_at_most as "rowsAtMost", exists (select from approval.request r where r.id = f.approval_id and r.asked_by = f.user_id
        and r.payload ->> 'exportId' = f.id::text and jsonb_array_length(r.steps) =
          (select count(*) from approval.decision d where d.request_id = r.id and d.outcome = 'approved')) as approved`.execute(database)
  const [row] = rows
  if (!row) return undefined
  const { userId, role, managerId, topInstitutionId, ...work } = row
  return { ...work, asker: { userId, role, managerId, topInstitutionId } }
}

/** Notes how far the work is; false when somebody has called it off. */
export async function noteProgress(database: Database, id: string, done: number, total: number, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update export.export_file set rows_done = ${done}, rows_total = ${total}, changed_at = ${at} where id = ${id} and state = 'running'`.execute(
    database,
  )
  return numAffectedRows === 1n
}

export interface MadeFile {
  key: Buffer
  sha256: Buffer
  bytes: number
  rows: number
  businessDate: string
  dataAsOf: string
  at: Date
  expiresAt: Date
}

/** The file can be fetched from now on; false when it was called off meanwhile. */
export async function finishWork(database: Database, id: string, made: MadeFile): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update export.export_file set state = 'ready', file_key = ${made.key}, sha256 = ${made.sha256}, bytes = ${made.bytes}, rows_done = ${made.rows},
      rows_total = ${made.rows}, business_date = ${made.businessDate}, data_as_of = ${made.dataAsOf}, ready_at = ${made.at}, changed_at = ${made.at},
      expires_at = ${made.expiresAt} where id = ${id} and state = 'running'`.execute(database)
  return numAffectedRows === 1n
}

export async function failWork(database: Database, id: string, problem: ExportProblem, at: Date): Promise<void> {
  await sql`
    update export.export_file set state = 'failed', problem = ${problem}, changed_at = ${at}, question = null
    where id = ${id} and state in ('queued', 'running')`.execute(database)
}

export interface OverdueExport {
  id: string
  fileNo: string
  institutionId: number
  /** what it becomes */
  to: 'expired' | 'failed' | 'refused'
  problem: ExportProblem | null
}

/** What is over: files past their hour, requests nobody approved in time (`askedBefore`), work that nothing has moved for an hour (`movedBefore`). */
export async function endOverdue(database: Database, at: Date, askedBefore: Date, movedBefore: Date): Promise<OverdueExport[]> {
  const { rows } = await sql<OverdueExport>`
    with over as (
      select id, case state when 'ready' then 'expired' when 'waiting' then 'refused' else 'failed' end as becomes,
        case state when 'waiting' then 'not_approved' when 'ready' then null else 'fault' end as why
      from export.export_file
      where (state = 'ready' and expires_at <= ${at}) or (state = 'waiting' and asked_at <= ${askedBefore})
        or (state in ('queued', 'running') and changed_at <= ${movedBefore})
      for update skip locked)
    update export.export_file f set state = o.becomes, problem = o.why, changed_at = ${at}, file_key = null, question = null
    from over o where f.id = o.id
    returning f.id, f.file_no as "fileNo", f.institution_id as "institutionId", o.becomes as to, o.why as problem`.execute(database)
  return rows
}
