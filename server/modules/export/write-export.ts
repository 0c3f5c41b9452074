import { z } from 'zod'
import { systemActor } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { writeCsv } from '../../platform/excel/csv.ts'
import type { Sheet } from '../../platform/excel/sheet.ts'
import { writeWorkbook } from '../../platform/excel/workbook.ts'
import { taskKind, type JobRun, type PersonOf } from '../../platform/jobs/task.ts'
import { customerSheet, type CustomerSheet } from '../customer/index.ts'
import { policyAt } from '../policy/index.ts'
import type { ExportProblem } from './contract.ts'
import { aboutOf, markOf, minuteText, purposeWords } from './export.rules.ts'
import type { FileStore } from './file-store.ts'
import { beginWork, failWork, finishWork, noteProgress, type ExportWork } from './work.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'make-export': true
  }
}

/** The job that makes a file. */
export const writeExport = taskKind('write-export', z.object({ exportId: z.uuid() }))

export interface Workshop {
  /** the owner's handle: keeps the books of the work */
  owner: Database
  /** role liuke_app: what goes into a file is read as its person */
  app: Database
  personOf: PersonOf
  store: FileStore
  now: () => Date
}

/** Somebody called it off while it was made. */
class CalledOff extends Error {}

/**
 * Makes an approved file with what its person may see now, and lays it ready. May run twice: a file is written whole or not at all, and only the run that
 * finds the work still open lays it ready. What cannot be done (too many rows by now, no rights any more, not approved) ends as failed and is on record.
 */
export async function makeExport(workshop: Workshop, exportId: string, job: Pick<JobRun, 'last' | 'signal'>): Promise<void> {
  const { owner, store, now } = workshop
  const work = await beginWork(owner, exportId, now())
  if (!work) return
  try {
    const problem = await make(workshop, work, job.signal)
    if (problem === undefined) return
    await failWork(owner, exportId, problem, now())
    await record(owner, work, 'refused', { why: problem })
  } catch (error) {
    if (error instanceof CalledOff) return store.remove(exportId)
    if (job.last) await failWork(owner, exportId, 'fault', now())
    throw error
  }
}

async function make(workshop: Workshop, work: ExportWork, signal: AbortSignal): Promise<ExportProblem | undefined> {
  const { owner, app, personOf, store, now } = workshop
  if (!work.approved) return 'not_approved'
  const person = await personOf(work.asker)
  if (!person) return 'no_rights'
  const onRows = async (done: number, total: number) => {
    signal.throwIfAborted()
    if (!(await noteProgress(owner, work.id, done, total, now()))) throw new CalledOff()
  }
  const request = { list: work.question, clear: work.clear }
  const table = await customerSheet(app, person.scope, request, { mostRows: work.rowsAtMost, onRows })
  if (typeof table === 'string') return table === 'TOO_MANY' ? 'too_many' : 'no_rights'
  const at = now()
  const sheet = sheetOf(work, table, minuteText(at))
  const file = work.format === 'csv' ? writeCsv(sheet) : await writeWorkbook(sheet, at, signal)
  const stored = await store.put(work.id, file)
  const keptHours = (await policyAt(owner, businessDateOf(at))).whole('export.kept_hours')
  const { businessDate, dataAsOf } = table
  const made = { ...stored, rows: table.rows.length, businessDate, dataAsOf, at, expiresAt: new Date(at.getTime() + keptHours * 3_600_000) }
  if (!(await finishWork(owner, work.id, made))) throw new CalledOff()
  await record(owner, work, 'done', { rows: made.rows, sha256: stored.sha256.toString('hex') })
  return undefined
}

function sheetOf(work: ExportWork, { businessDate, dataAsOf, columns, rows }: CustomerSheet, minute: string): Sheet {
  const purpose = [purposeWords[work.purpose] ?? work.purpose, work.purposeText].filter((text) => text !== '').join('：')
  const about = aboutOf({ businessDate, dataAsOf, rows: rows.length, conditions: work.conditions, clear: work.clear, purpose })
  return { name: '客户清单', mark: markOf(work, minute), about, columns, rows }
}

async function record(
  owner: Database,
  work: ExportWork,
  outcome: 'done' | 'refused',
  detail: Record<string, string | number>,
): Promise<void> {
  await owner.transaction().execute((trx) =>
    recordAudit(trx, {
      actor: systemActor,
      action: 'make-export',
      subject: { kind: 'export', id: work.fileNo },
      institutionId: work.institutionId,
      outcome,
      detail: { ...detail, askedBy: work.login },
    }),
  )
}
