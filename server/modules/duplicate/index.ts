/** What other modules and the composition roots may use of people with several customer numbers. */
export { duplicateRoutes } from './routes.ts'
export { numbersOf, personsAmong } from './duplicate.sql.ts'
