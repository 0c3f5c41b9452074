/** What other modules and the composition roots may use of today's list. */
export { todayRoutes } from './routes.ts'
export { planDays } from './plan-days.ts'
/**
 * Birthdays by both calendars, for whatever remembers them (M25).
 * @public
 */
export { lunarBirthDatesOf } from './birthday.rules.ts'
/** @public */
export { ageOn } from './reasons.rules.ts'
export { planDaysKind, todayTasks } from './plan-days-task.ts'
