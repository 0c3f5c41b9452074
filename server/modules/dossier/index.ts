/** What other modules and the composition roots may use of dossiers. */
export { dossierRoutes } from './routes.ts'
export { maySeeFacts } from './dossier.policy.ts'
export { factEventsOf } from './fact-event.sql.ts'
