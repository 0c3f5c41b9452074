import { z } from 'zod'
import { systemActor } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import { taskKind } from '../../platform/jobs/task.ts'
import { policyAt } from '../policy/index.ts'
import { endOverdue } from './work.sql.ts'
import type { Workshop } from './write-export.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'expire-export': true
  }
}

/** The clearing up, due every few minutes. */
export const expireExports = taskKind(
  'expire-exports',
  z.object({}).transform((): Record<string, never> => ({})),
)

const dayMs = 86_400_000
/** Work that nothing has moved for so long was given up on its last attempt. */
const stuckMs = 3_600_000

/** Deletes files past their hour, with their keys, and closes what nobody approved in time or nothing moves any more. Returns how many. */
export async function endOverdueExports({ owner, store, now }: Pick<Workshop, 'owner' | 'store' | 'now'>): Promise<number> {
  const at = now()
  const openDays = (await policyAt(owner, businessDateOf(at))).whole('export.open_days')
  const over = await owner.transaction().execute(async (trx) => {
    const ended = await endOverdue(trx, at, new Date(at.getTime() - openDays * dayMs), new Date(at.getTime() - stuckMs))
    for (const { fileNo, institutionId, to, problem } of ended) {
      const subject = { kind: 'export', id: fileNo }
      await recordAudit(trx, {
        actor: systemActor,
        action: 'expire-export',
        subject,
        institutionId,
        outcome: 'done',
        detail: { to, problem },
      })
    }
    return ended
  })
  for (const { id } of over) await store.remove(id)
  return over.length
}
