import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { mayHandOver } from './handover.policy.ts'
import { cancelRow, handoversOf } from './handover.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'cancel-handover': true
  }
}

/** Calls a hand-over off before its day. One in effect is not undone: the customers are handed back by another (IN_EFFECT). */
export async function cancelHandover(
  database: Database,
  person: Person,
  id: number,
  now: Date,
): Promise<{ cancelled: true } | 'FORBIDDEN' | 'NOT_FOUND' | 'IN_EFFECT'> {
  const asked = { actor: actorOf(person), action: 'cancel-handover', subject: { kind: 'handover', id: String(id) } } as const
  const outcome = mayHandOver(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        const [record] = await handoversOf(trx, 1, id)
        if (!record) return 'NOT_FOUND' as const
        if (!(await cancelRow(trx, id, person.userId, now))) return 'IN_EFFECT' as const
        await recordAudit(trx, { ...asked, institutionId: record.institutionId, outcome: 'done' })
        return { cancelled: true as const }
      })
    : ('FORBIDDEN' as const)
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { refusal: outcome } })
  return outcome
}
