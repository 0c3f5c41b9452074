/** What the composition roots may use of the reports. */
export { reportRoutes } from './routes.ts'
