import { addDays } from '../../platform/calendar.ts'

/**
 * The retention month (M08): the newest month end that lies `horizonDays` or more before `dataAsOf`, so that every credit of that month has its horizon
 * behind it. Both are business dates.
 */
export function retentionMonth(dataAsOf: string, horizonDays: number): string {
  const latest = addDays(dataAsOf, -horizonDays)
  const nextDay = addDays(latest, 1)
  return nextDay.endsWith('-01') ? latest : addDays(`${latest.slice(0, 7)}-01`, -1)
}
