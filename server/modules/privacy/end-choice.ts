import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { chooser, endChoiceRow } from './choices.sql.ts'
import type { ChoiceKind } from './contract.ts'
import { largestId } from './largest-id.ts'
import { mayEndChoice } from './privacy.policy.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'end-choice': true
  }
}

export interface ChoiceEnd {
  customerId: string
  kind: Exclude<ChoiceKind, 'refusal'>
  id: string
  source: string
  proof: string | null
}

/**
 * Withdraws a consent or ends another choice, on the ground given. Unknown, outside and ended already are NOT_FOUND; who may not is FORBIDDEN;
 * both are on record.
 */
export async function endChoice(
  database: Database,
  person: Person,
  { customerId: customer, kind, id: choice, source, proof }: ChoiceEnd,
  now: Date,
): Promise<{ ended: true } | 'FORBIDDEN' | 'NOT_FOUND'> {
  const [customerId, id] = [BigInt(customer), BigInt(choice)]
  const asked = {
    actor: actorOf(person),
    action: 'end-choice',
    subject: { kind: 'customer', id: customerId.toString() },
    detail: { kind, id: id.toString(), source, proof },
  } as const
  const outcome = mayEndChoice(person.scope.role, kind)
    ? await withScope(database, person.scope, async (trx) => {
        const known = customerId > largestId || id > largestId ? undefined : await chooser(trx, customerId)
        if (!known || !(await endChoiceRow(trx, { kind, id, customerId }, { userId: person.userId, at: now, source, proof })))
          return 'NOT_FOUND'
        await recordAudit(trx, { ...asked, institutionId: known.institutionId, outcome: 'done' })
        return { ended: true as const }
      })
    : 'FORBIDDEN'
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}
