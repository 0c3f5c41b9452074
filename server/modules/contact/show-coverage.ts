import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { mayRecordLeave, maySeeContacts } from './contact.policy.ts'
import { coverageOf, type ManagerCoverage } from './coverage.sql.ts'
import { clockBasis } from './due-contacts.ts'

/** Coverage, overdue and load of each manager of an institution, or of all in sight. */
export function showCoverage(
  database: Database,
  person: Person,
  { institutionId }: { institutionId?: number | undefined },
  now: Date,
): Promise<{ today: string; managers: ManagerCoverage[]; mayRecordLeave: boolean } | 'FORBIDDEN'> {
  const { role } = person.scope
  if (!maySeeContacts(role)) return Promise.resolve('FORBIDDEN')
  const today = businessDateOf(now)
  return withScope(database, person.scope, async (trx) => {
    const { clocks, judgedOn } = await clockBasis(trx, today)
    const institutions = institutionId === undefined ? undefined : [institutionId]
    return { today, managers: await coverageOf(trx, { today, judgedOn, clocks, institutions }), mayRecordLeave: mayRecordLeave(role) }
  })
}
