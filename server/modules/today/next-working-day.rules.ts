import { addDays } from '../../platform/calendar.ts'

/** the longest holidays with their weekends are shorter by far */
const mostDaysOff = 31

/** The next business date after a date on which the bank works; the day after when none is near. */
export function nextWorkingDayAfter(date: string, works: (date: string) => boolean): string {
  for (let ahead = 1; ahead <= mostDaysOff; ahead += 1) {
    const day = addDays(date, ahead)
    if (works(day)) return day
  }
  return addDays(date, 1)
}
