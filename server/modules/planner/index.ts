/** What composition roots may use of the small-sum planner (M65). */
export { plannerRoutes } from './routes.ts'
