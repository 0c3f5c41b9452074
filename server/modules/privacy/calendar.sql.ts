import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { CalendarDay } from './contract.ts'

/** The days of a year that are not what their weekday says, in order. */
export async function calendarOfYear(trx: Database, year: number): Promise<CalendarDay[]> {
  const { rows } = await sql<CalendarDay>`
    select day, working, about from privacy.calendar_exception where extract(year from day) = ${year} order by day`.execute(trx)
  return rows
}

/** The years of which any day is known. */
export async function calendarYears(trx: Database): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct extract(year from day)::int as year from privacy.calendar_exception order by year`.execute(trx)
  return rows.map(({ year }) => year)
}

/** Puts days in, over what they were. */
export async function upsertCalendar(trx: Database, days: readonly CalendarDay[]): Promise<void> {
  await sql`insert into privacy.calendar_exception (day, working, about)
    select day, working, about from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d (day date, working boolean, about text)
    on conflict (day) do update set working = excluded.working, about = excluded.about`.execute(trx)
}

/** Takes a day out; false when it was not there. */
export async function deleteCalendarDay(trx: Database, day: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from privacy.calendar_exception where day = ${day}::date`.execute(trx)
  return numAffectedRows === 1n
}
