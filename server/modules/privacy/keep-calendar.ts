import { actorOf, systemActor } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { calendarOfYear, calendarYears, deleteCalendarDay, upsertCalendar } from './calendar.sql.ts'
import type { CalendarDay } from './contract.ts'
import { mayKeepCalendar } from './privacy.policy.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'save-calendar': true
    'remove-calendar': true
  }
}

/** Holidays and weekends worked of a year, and the years known. Everybody may look. */
export const showCalendar = (database: Database, person: Person, year: number) =>
  withScope(database, person.scope, async (trx) => ({
    days: await calendarOfYear(trx, year),
    years: await calendarYears(trx),
    mayKeep: mayKeepCalendar(person.scope.role),
  }))

/** Puts one day in, over what it was. */
export async function saveCalendarDay(database: Database, person: Person, day: CalendarDay): Promise<{ saved: true } | 'FORBIDDEN'> {
  const asked = { actor: actorOf(person), action: 'save-calendar', subject: { kind: 'day', id: day.day }, detail: { ...day } } as const
  if (!mayKeepCalendar(person.scope.role)) {
    await recordRefusal(database, asked)
    return 'FORBIDDEN'
  }
  return withScope(database, person.scope, async (trx) => {
    await upsertCalendar(trx, [day])
    await recordAudit(trx, { ...asked, outcome: 'done' })
    return { saved: true as const }
  })
}

/** Takes one day out: it is again what its weekday says. */
export async function removeCalendarDay(
  database: Database,
  person: Person,
  day: string,
): Promise<{ removed: true } | 'FORBIDDEN' | 'NOT_FOUND'> {
  const asked = { actor: actorOf(person), action: 'remove-calendar', subject: { kind: 'day', id: day } } as const
  const outcome = mayKeepCalendar(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        if (!(await deleteCalendarDay(trx, day))) return 'NOT_FOUND' as const
        await recordAudit(trx, { ...asked, outcome: 'done' })
        return { removed: true as const }
      })
    : ('FORBIDDEN' as const)
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

/** Puts the days of a file in, on record. `database` is the owner's handle. */
export const loadCalendar = (database: Database, days: readonly CalendarDay[], file: string): Promise<void> =>
  database.transaction().execute(async (trx) => {
    await upsertCalendar(trx, days)
    await recordAudit(trx, { actor: systemActor, action: 'save-calendar', detail: { file, days: days.length }, outcome: 'done' })
  })
