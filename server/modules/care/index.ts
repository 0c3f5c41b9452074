/** What the composition roots may use of care. */
export { careRoutes } from './routes.ts'
