/** What other modules and the composition roots may use of today's list. */
export { todayRoutes } from './routes.ts'
export { planDays } from './plan-days.ts'
export { planDaysKind, todayTasks } from './plan-days-task.ts'
