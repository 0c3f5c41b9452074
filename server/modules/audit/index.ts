/** What other modules and the composition roots may use of the audit module; to put something on record use server/platform/audit/record.ts. */
export { auditRoutes } from './routes.ts'
export { retireOldAudit } from './retire-old.ts'
