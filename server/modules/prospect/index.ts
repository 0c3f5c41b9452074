/** What other modules and the composition roots may use of prospects. */
export { prospectRoutes } from './routes.ts'
export { forgetOldProspects } from './forget-prospects.ts'
/** Who of the prospects is due on a day, for today's list (M22). */
export { dayProspects, type DayProspect } from './day-prospects.ts'
export { turnedToday } from './day-prospects.sql.ts'
