import { businessDateOf } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { currentPublication } from '../customer/index.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, shownName, workingDaysBetween } from '../privacy/index.ts'
import type { DayAsked } from './make-plan.ts'
import { managerOf } from './people.sql.ts'
import { todayPolicyOf } from './today-policy.ts'

/** far enough for the longest holidays and for when a contact is allowed again */
export const calendarDays = 100

/** Whose day somebody asks about, with what every answer about it needs. */
export interface DayBasis extends DayAsked {
  /** a customer's name as this person may see it in a list (M98) */
  shown: (name: string | null) => string | null
  readOnly: boolean
}

/**
 * The day of a manager as somebody may see it: their own when none is named. NOT_FOUND for a manager who does not exist, or works where the person
 * does not see. Call inside `withScope`.
 */
export async function dayOf(
  trx: Scoped,
  person: Person,
  managerId: number | undefined,
  now: Date,
): Promise<DayBasis | 'NOT_FOUND' | 'NOT_READY'> {
  const { scope } = person
  const wanted = managerId ?? scope.managerId
  if (wanted === null || (scope.managerId !== null && wanted !== scope.managerId)) return 'NOT_FOUND'
  const date = businessDateOf(now)
  const [publication, manager, works] = await Promise.all([
    currentPublication(trx),
    managerOf(trx, wanted, scope.institutions),
    workingDaysBetween(trx, date, calendarDays),
  ])
  if (!publication) return 'NOT_READY'
  if (!manager) return 'NOT_FOUND'
  const policies = await policyAt(trx, date, publication.version)
  const view = maskedViewOf(policies, scope.role)
  return {
    manager,
    date,
    businessDate: publication.businessDate,
    policy: todayPolicyOf(policies),
    policies,
    works,
    now,
    shown: (name) => shownName(name, view),
    readOnly: scope.managerId !== wanted,
  }
}
