import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { subtreeOf } from '../organisation/index.ts'
import { policyAt } from '../policy/index.ts'
import type { Keeper } from './contract.ts'
import { mayHandOver } from './handover.policy.ts'
import { keepersOf, withoutManager } from './keepers.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'list-keepers': true
  }
}

interface Keepers {
  today: string
  keepers: Keeper[]
  withoutManager: { institutionId: number; institutionName: string; customers: number }[]
}

/** Who keeps how many customers below an institution (the own one when none is named), who is away and who stands in, and where nobody keeps them. */
export async function listKeepers(
  database: Database,
  person: Person,
  institutionId: number | undefined,
  now: Date,
): Promise<Keepers | 'FORBIDDEN' | 'NOT_FOUND'> {
  const asked = institutionId ?? person.scope.institutionId
  const refuse = async (code: 'FORBIDDEN' | 'NOT_FOUND') => {
    await recordRefusal(database, { actor: actorOf(person), action: 'list-keepers', subject: { kind: 'institution', id: String(asked) } })
    return code
  }
  if (!mayHandOver(person.scope.role)) return refuse('FORBIDDEN')
  const today = businessDateOf(now)
  const found = await withScope(database, person.scope, async (trx) => {
    const institutions = await subtreeOf(trx, person.scope, asked)
    if (institutions.length === 0) return 'NOT_FOUND'
    const aheadOn = addDays(today, (await policyAt(trx, today)).whole('handover.cover_ahead_days'))
    const keepers = await keepersOf(trx, { institutions, today, aheadOn })
    return { today, keepers, withoutManager: await withoutManager(trx, institutions) }
  })
  return found === 'NOT_FOUND' ? refuse('NOT_FOUND') : found
}
