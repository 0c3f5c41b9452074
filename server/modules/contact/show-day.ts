import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { workingDaysBetween } from '../privacy/index.ts'
import { workingDue } from './cadence.rules.ts'
import { doneBy, plannedBy, reviewOf } from './day.sql.ts'
import { maskedNames } from './masked-names.ts'

/** What a person has done against the quotas, means to do today and on the next working day, and thinks of today (M28). */
export function showDay(database: Database, person: Person, now: Date) {
  const { userId, scope } = person
  const today = businessDateOf(now)
  return withScope(database, scope, async (trx) => {
    const policies = await policyAt(trx, today)
    const shown = maskedNames(policies, scope.role)
    const tomorrow = workingDue(addDays(today, 1), await workingDaysBetween(trx, today, 60))
    const done = await doneBy(trx, userId, today)
    const planned = await plannedBy(trx, userId, [today, tomorrow])
    return {
      today,
      tomorrow,
      quotas: [
        { kind: 'messages' as const, done: done.messages, goal: policies.whole('quota.messages_a_day') },
        { kind: 'calls' as const, done: done.calls, goal: policies.whole('quota.calls_a_week') },
        { kind: 'meetings' as const, done: done.meetings, goal: policies.whole('quota.meetings_a_month') },
      ],
      contactsToday: done.today,
      planned: planned.map((item) => ({ ...item, customerId: item.customerId.toString(), name: shown(item.name) })),
      review: await reviewOf(trx, userId, today),
    }
  })
}
