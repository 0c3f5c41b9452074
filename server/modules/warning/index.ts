/** What other modules and the composition roots may use of the early warnings (M11, M40). */
export { warningRoutes } from './routes.ts'
export { raiseAlerts } from './raise-alerts.ts'
export { waitingWarnings } from './waiting-warnings.ts'
/** Risk groups that people define themselves (M11). */
export { riskGroupRoutes } from './groups/routes.ts'
export { freezeGroups } from './groups/freeze-groups.ts'
export { defineGroup } from './groups/define-group.ts'
export { listGroups } from './groups/list-groups.ts'
