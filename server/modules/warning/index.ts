/** What other modules and the composition roots may use of the early warnings (M11, M40). */
export { warningRoutes } from './routes.ts'
export { raiseAlerts } from './raise-alerts.ts'
export { waitingWarnings } from './waiting-warnings.ts'
