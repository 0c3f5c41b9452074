/** What composition roots may use of the blood-pressure desk (M64); no other module needs it. */
export { healthRoutes, type HealthContext } from './routes.ts'
export { forgetReadingsKind, healthTasks } from './serve-desk.ts'
