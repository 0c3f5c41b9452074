/** What other modules and the composition roots may use of the customers. */
export { customerRoutes } from './routes.ts'
export { aumCurve } from './month-ends.rules.ts'
export { customerSheet, describeList, type CustomerSheet, type ListQuestion, type SheetRequest } from './customer-sheet.ts'
export { currentPublication, type Publication } from './publication.sql.ts'
export type { Refusal } from './refusals.ts'
/** Conditions on figures, for those who keep some for a purpose of their own (M11). */
export { customersMeeting } from './list.sql.ts'
export { listCustomers, tellsNoAmount } from './list-customers.ts'
export { codeWords } from './word-terms.ts'
