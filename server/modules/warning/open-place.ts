import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { currentPublication, type Publication } from '../customer/index.ts'
import { subtreeOf } from '../organisation/index.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { maskedViewOf, type MaskedView } from '../privacy/index.ts'
import type { AlertQuery } from './clock.sql.ts'
import { mayReadWarnings } from './warning.policy.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'list-warnings': true
  }
}

/** What a look at warned customers begins with. */
export interface OpenPlace {
  trx: Scoped
  publication: Publication
  policies: Policies
  view: MaskedView
  query: AlertQuery & { institutions: readonly number[] }
}

interface Asked {
  institutionId?: number | undefined
  managerId?: number | undefined
}

/**
 * Opens the warned customers of an institution and what lies below it (the own one when none is named) of the night in force. Outside the scope is NOT_FOUND,
 * a role that keeps no customers FORBIDDEN; both are on record.
 */
export async function openPlace<T>(
  database: Database,
  person: Person,
  { institutionId, managerId }: Asked,
  now: Date,
  work: (place: OpenPlace) => Promise<T>,
): Promise<T | 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY'> {
  const asked = institutionId ?? person.scope.institutionId
  const refuse = async (code: 'FORBIDDEN' | 'NOT_FOUND') => {
    await recordRefusal(database, { actor: actorOf(person), action: 'list-warnings', subject: { kind: 'institution', id: String(asked) } })
    return code
  }
  if (!mayReadWarnings(person.scope.role)) return refuse('FORBIDDEN')
  const found = await withScope(database, person.scope, async (trx) => {
    const publication = await currentPublication(trx)
    if (!publication) return 'NOT_READY'
    const institutions = await subtreeOf(trx, person.scope, asked)
    if (institutions.length === 0) return 'NOT_FOUND'
    const { businessDate, version } = publication
    const policies = await policyAt(trx, businessDate, version)
    const withinHours = policies.whole('warning.contact_within_hours')
    const query = { businessDate, institutions, managerId, now, withinHours }
    return work({ trx, publication, policies, view: maskedViewOf(policies, person.scope.role), query })
  })
  return found === 'NOT_FOUND' ? refuse('NOT_FOUND') : found
}
