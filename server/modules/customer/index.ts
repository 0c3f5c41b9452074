/** What other modules and the composition roots may use of the customers. */
export { customerRoutes } from './routes.ts'
export { aumCurve } from './month-ends.rules.ts'
export { currentPublication, type Publication } from './publication.sql.ts'
export { answered, type Refusal } from './refusals.ts'
