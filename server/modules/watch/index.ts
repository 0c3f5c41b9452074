/** What the composition roots may use of the watch. */
export { watchRoutes } from './routes.ts'
