import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { maskedNames } from './masked-names.ts'
import { maySeeContacts } from './contact.policy.ts'
import type { PromiseRow } from './contract.ts'
import { promisesOf } from './promise.sql.ts'

/** The open promises to the customers in sight, the first due first. */
export function listPromises(
  database: Database,
  person: Person,
  { institutionId, overdue, limit }: { institutionId?: number | undefined; overdue: boolean; limit: number },
  now: Date,
): Promise<{ today: string; promises: PromiseRow[] } | 'FORBIDDEN'> {
  const { role } = person.scope
  if (!maySeeContacts(role)) return Promise.resolve('FORBIDDEN')
  const today = businessDateOf(now)
  return withScope(database, person.scope, async (trx) => {
    const institutions = institutionId === undefined ? undefined : [institutionId]
    const shown = maskedNames(await policyAt(trx, today), role)
    const promises = await promisesOf(trx, { today, institutions, open: true, overdue, limit })
    return { today, promises: promises.map((promise) => ({ ...promise, customerName: shown(promise.customerName) })) }
  })
}
