import { addDays } from '../../platform/calendar.ts'

/**
 * The retention month (M08): the newest month end that lies `horizonDays` or more before `dataAsOf`, so that every credit of that month has its horizon
 * behind it. Both are business dates.
 */
export function retentionMonth(dataAsOf: string, horizonDays: number): string {
  const latest = addDays(dataAsOf, -horizonDays)
  return monthEndOf(latest) === latest ? latest : addDays(`${latest.slice(0, 7)}-01`, -1)
}

/** The last day of a date's month. */
export const monthEndOf = (date: string): string => addDays(`${addDays(`${date.slice(0, 7)}-28`, 4).slice(0, 7)}-01`, -1)
