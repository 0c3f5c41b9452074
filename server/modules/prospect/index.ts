/** What other modules and the composition roots may use of prospects. */
export { prospectRoutes } from './routes.ts'
export { forgetOldProspects } from './forget-prospects.ts'
