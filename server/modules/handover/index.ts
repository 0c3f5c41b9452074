/** What other modules and the composition roots may use of hand-overs. */
export { handoverRoutes } from './routes.ts'
export { carryOver, takeDue } from './carry-over.sql.ts'
