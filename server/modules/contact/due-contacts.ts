import { addDays } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { policyAt } from '../policy/index.ts'
import { workingDaysBetween } from '../privacy/index.ts'
import { clocksOf, judgedDay, workingDue } from './cadence.rules.ts'
import { dueCustomers, type DueCustomer, type DueWanted } from './cadence.sql.ts'

const calendarDays = 460

/** Policies, calendar and judged day of a date, as every question about clocks needs them. */
export async function clockBasis(trx: Scoped, today: string) {
  const clocks = clocksOf(await policyAt(trx, today))
  const workingDay = await workingDaysBetween(trx, addDays(today, -31), calendarDays)
  return { today, clocks, workingDay, judgedOn: judgedDay(today, workingDay) }
}

/**
 * Who is due or overdue on a business date, the longest due first; only a manager's customers, or those of some institutions, when named. With
 * `later` those not due yet come too. One statement whatever the number. Call inside `withScope`.
 */
export async function dueContacts(
  trx: Scoped,
  { today, later = false, ...whose }: Pick<DueWanted, 'today' | 'managerId' | 'institutions' | 'customerId'> & { later?: boolean },
): Promise<DueCustomer[]> {
  const { clocks, judgedOn, workingDay } = await clockBasis(trx, today)
  const rows = await dueCustomers(trx, { today, judgedOn, clocks, ...whose }, later ? ['overdue', 'due', 'later'] : ['overdue', 'due'])
  return rows.map((row) => ({ ...row, dueOn: workingDue(row.dueOn, workingDay) }))
}
