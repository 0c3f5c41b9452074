/** What the composition roots may use of suitability. */
export { suitabilityRoutes } from './routes.ts'
