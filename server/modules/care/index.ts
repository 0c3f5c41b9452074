/** What the composition roots may use of care. */
export { careRoutes } from './routes.ts'
/** Days that are a reason to turn to a customer, for today's list (M22, M25). */
export { dueOccasions, type DueOccasion } from './due-occasions.ts'
