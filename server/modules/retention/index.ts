/** What other modules and the composition roots may use of maturing and matured terms (M11, M15) and of leave cases (M41). */
export { captureTotals, maturitiesOfCustomer } from './maturity.sql.ts'
export { retentionRoutes } from './routes.ts'
export { leaveApprovals } from './approval-kinds.ts'
export { compareLeaveCases } from './compare-cases.ts'
