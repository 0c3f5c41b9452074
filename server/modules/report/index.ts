/** What the composition roots may use of the reports. */
export { reportOutlet } from './outlet-report.ts'
export { reportRoutes } from './routes.ts'
