import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { currentPublication } from '../customer/index.ts'
import { subtreeOf } from '../organisation/index.ts'
import { policyAt } from '../policy/index.ts'
import { capacityKinds, type TeamRow } from './contract.ts'
import { teamOf } from './team.sql.ts'
import { mayReadTeam } from './today.policy.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'open-team': true
  }
}

/** How the managers of an institution (the own one when none is named) stand today. Refusals are on record. */
export async function openTeam(
  database: Database,
  person: Person,
  institutionId: number | undefined,
  now: Date,
): Promise<{ planDate: string; rows: TeamRow[] } | 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY'> {
  const asked = institutionId ?? person.scope.institutionId
  const refuse = async (code: 'FORBIDDEN' | 'NOT_FOUND') => {
    await recordRefusal(database, { actor: actorOf(person), action: 'open-team', subject: { kind: 'institution', id: String(asked) } })
    return code
  }
  if (!mayReadTeam(person.scope.role)) return refuse('FORBIDDEN')
  const found = await withScope(database, person.scope, async (trx) => {
    const publication = await currentPublication(trx)
    if (!publication) return 'NOT_READY'
    const institutions = await subtreeOf(trx, person.scope, asked)
    if (institutions.length === 0) return 'NOT_FOUND'
    const date = businessDateOf(now)
    const policies = await policyAt(trx, date, publication.version)
    const records = await teamOf(trx, {
      institutions,
      date,
      businessDate: publication.businessDate,
      coveredFrom: addDays(date, -policies.whole('today.coverage_days')),
      overdueFrom: addDays(date, -policies.whole('today.overdue_days')),
    })
    const holds = capacityKinds.reduce((sum, kind) => sum + policies.whole(`today.capacity.${kind}`), 0)
    const rows = records.map(({ covered, valueFen, ...row }): TeamRow => ({
      ...row,
      coverageBp: row.customers === 0 ? null : Math.floor((covered * 10_000) / row.customers),
      loadBp: row.planned === null || holds === 0 ? null : Math.floor((row.planned * 10_000) / holds),
      valueFen: valueFen?.toString() ?? null,
    }))
    return { planDate: date, rows }
  })
  return found === 'NOT_FOUND' ? refuse('NOT_FOUND') : found
}
