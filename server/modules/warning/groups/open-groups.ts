import { actorOf } from '../../../platform/audit/entry.ts'
import { recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { subtreeOf } from '../../organisation/index.ts'
import { policyAt } from '../../policy/index.ts'
import { forbiddenLists } from '../../retention/index.ts'
import { mayDefineGroups } from '../warning.policy.ts'
import type { Filter } from '../../customer/contract.ts'
import type { GroupAsked } from './contract.ts'
import { conditionsOf } from './group.rules.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'define-risk-group': true
    'end-risk-group': true
  }
}

export type GroupRefusal = 'FORBIDDEN' | 'NOT_FOUND' | { problem: string }

/** What may be made of conditions at a place: its institutions and the conditions as filters. Outside the scope is NOT_FOUND. What is refused is on record. */
export async function openConditions<T>(
  database: Database,
  person: Person,
  { institutionId, conditions }: GroupAsked,
  now: Date,
  work: (trx: Scoped, given: { institutions: number[]; filters: Filter[] }) => Promise<T>,
): Promise<T | GroupRefusal> {
  const outcome = !mayDefineGroups(person.scope.role)
    ? { refused: 'FORBIDDEN' as const }
    : await withScope(database, person.scope, async (trx): Promise<{ done: T } | { refused: GroupRefusal }> => {
        const institutions = await subtreeOf(trx, person.scope, institutionId)
        if (institutions.length === 0) return { refused: 'NOT_FOUND' }
        const checked = conditionsOf(conditions, forbiddenLists(await policyAt(trx, businessDateOf(now))))
        if ('problem' in checked) return { refused: checked }
        return { done: await work(trx, { institutions, filters: checked.filters }) }
      })
  if ('done' in outcome) return outcome.done
  const detail = { figures: conditions.map(({ figure }) => figure).join(' ') }
  const subject = { kind: 'institution', id: String(institutionId) }
  await recordRefusal(database, { actor: actorOf(person), action: 'define-risk-group', subject, detail })
  return outcome.refused
}
