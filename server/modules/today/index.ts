/** What other modules and the composition roots may use of today's list. */
export { todayRoutes } from './routes.ts'
