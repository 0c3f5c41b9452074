import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { mayRecordLeave } from './contact.policy.ts'
import { insertLeave, institutionOfStaff } from './leave.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'record-leave': true
  }
}

const longestDays = 366

/** Records that a member of staff is away: clocks pass these days over (M21). Staff outside the scope are NOT_FOUND; more than a year is CONFLICT. */
export async function recordLeave(
  database: Database,
  person: Person,
  leave: { staffId: number; fromOn: string; untilOn: string },
  now: Date,
): Promise<{ recorded: true } | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT'> {
  const { staffId, fromOn, untilOn } = leave
  const asked = {
    actor: actorOf(person),
    action: 'record-leave',
    subject: { kind: 'staff', id: String(staffId) },
    detail: { fromOn, untilOn },
  } as const
  const outcome = mayRecordLeave(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        const institutionId = await institutionOfStaff(trx, staffId, person.scope.institutions)
        if (institutionId === undefined) return 'NOT_FOUND' as const
        if (untilOn > addDays(fromOn, longestDays)) return 'CONFLICT' as const
        await insertLeave(trx, { ...leave, userId: person.userId, at: now })
        await recordAudit(trx, { ...asked, institutionId, outcome: 'done' })
        return { recorded: true as const }
      })
    : ('FORBIDDEN' as const)
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}
