import { addDays } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { calendarExceptions } from './contact-permission.sql.ts'

/** Whether the bank works on a business date: the calendar's word, else Monday to Friday. */
export type WorkingDay = (date: string) => boolean

/** The calendar of a stretch of dates; outside of it weekdays alone decide. Call inside `withScope`. */
export async function workingDaysBetween(trx: Scoped, from: string, days: number): Promise<WorkingDay> {
  const exceptions = await calendarExceptions(trx, from, addDays(from, days))
  return (date) => exceptions.get(date) ?? isWeekday(date)
}

function isWeekday(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday >= 1 && weekday <= 5
}
