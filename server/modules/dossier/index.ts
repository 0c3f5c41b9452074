/** What other modules and the composition roots may use of dossiers. */
export { dossierRoutes } from './routes.ts'
