/** What other modules and the composition roots may use of the customers. */
export { customerRoutes } from './routes.ts'
export { aumCurve } from './month-ends.rules.ts'
export { customerSheet, describeList, type CustomerSheet, type ListQuestion, type SheetRequest } from './customer-sheet.ts'
export { currentPublication, type Publication } from './publication.sql.ts'
export type { Refusal } from './refusals.ts'
