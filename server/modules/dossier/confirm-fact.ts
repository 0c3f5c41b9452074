import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { saidBy } from './contract.ts'
import { mayRecordFacts } from './dossier.policy.ts'
import { insertConfirmation, standingFact } from './fact.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'confirm-fact': true
  }
}

/** Notes that a fact still holds: it is fresh again (M20). One that was corrected, is outside or unknown is NOT_FOUND, on record. */
export async function confirmFact(
  database: Database,
  person: Person,
  wanted: { factId: string; saidBy: (typeof saidBy)[number] },
  now: Date,
): Promise<{ confirmed: true } | 'FORBIDDEN' | 'NOT_FOUND'> {
  const asked = {
    actor: actorOf(person),
    action: 'confirm-fact',
    subject: { kind: 'fact', id: wanted.factId },
    detail: { saidBy: wanted.saidBy },
  } as const
  const outcome = mayRecordFacts(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        const fact = await standingFact(trx, wanted.factId)
        if (!fact) return 'NOT_FOUND' as const
        await insertConfirmation(trx, wanted, { userId: person.userId, staffName: person.name, at: now })
        const detail = { ...asked.detail, field: fact.field, customerId: fact.customerId }
        await recordAudit(trx, { ...asked, detail, institutionId: fact.institutionId, outcome: 'done' })
        return { confirmed: true } as const
      })
    : ('FORBIDDEN' as const)
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}
