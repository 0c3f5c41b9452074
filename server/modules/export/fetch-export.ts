import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { canCancel } from './export.rules.ts'
import { countDownload, lockOwnExport, moveExport } from './export.sql.ts'
import type { FileStore } from './file-store.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'download-export': true
    'cancel-export': true
  }
}

const types = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv;charset=utf-8' }

/**
 * A file of the person's own, counted and on record in the same transaction; so are refusals. Somebody else's file, one that is not, and one asked for in a
 * post the person has no longer are all NOT_FOUND; one past its hour or called off is EXPIRED, one not ready CONFLICT.
 */
export async function downloadExport(
  database: Database,
  store: FileStore,
  person: Person,
  id: string,
  now: Date,
): Promise<File | 'NOT_FOUND' | 'EXPIRED' | 'CONFLICT'> {
  const asked = { actor: actorOf(person), action: 'download-export' } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    const held = await lockOwnExport(trx, id, person)
    if (!held?.asAsked) return 'NOT_FOUND'
    if (held.state === 'expired' || (held.expiresAt !== null && held.expiresAt <= now)) return 'EXPIRED'
    if (held.state !== 'ready' || held.fileKey === null) return 'CONFLICT'
    const content = await store.get(id, held.fileKey)
    await countDownload(trx, id)
    const detail = { rows: held.rowsTotal, clear: held.clear, sha256: held.sha256?.toString('hex') ?? null }
    await recordAudit(trx, {
      ...asked,
      subject: { kind: 'export', id: held.fileNo },
      institutionId: held.institutionId,
      outcome: 'done',
      detail,
    })
    return new File([Uint8Array.from(content)], `${held.fileNo}.${held.format}`, { type: types[held.format] })
  })
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, subject: { kind: 'export', id }, detail: { why: outcome } })
  return outcome
}

/** Stops a file that is being made, or deletes one that is ready. Refuses NOT_FOUND, and CONFLICT when there is nothing to stop. */
export async function cancelExport(
  database: Database,
  store: FileStore,
  person: Person,
  id: string,
  now: Date,
): Promise<{ cancelled: true } | 'NOT_FOUND' | 'CONFLICT'> {
  const asked = { actor: actorOf(person), action: 'cancel-export' } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    const held = await lockOwnExport(trx, id, person)
    if (!held) return 'NOT_FOUND'
    if (!canCancel(held.state) || !(await moveExport(trx, id, { from: [held.state], to: 'cancelled', at: now }))) return 'CONFLICT'
    await recordAudit(trx, { ...asked, subject: { kind: 'export', id: held.fileNo }, institutionId: held.institutionId, outcome: 'done' })
    return { cancelled: true as const }
  })
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, subject: { kind: 'export', id }, detail: { why: outcome } })
  else await store.remove(id)
  return outcome
}
