/** What other modules and the composition roots may use of opinions on products. */
export { feedbackRoutes } from './routes.ts'
