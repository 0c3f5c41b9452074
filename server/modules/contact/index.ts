/** What other modules and the composition roots may use of contacts. */
export { contactRoutes } from './routes.ts'
export { classifyCustomers } from './classify-customers.ts'

/**
 * Who is due, for today's list (M21, M22).
 * @public
 */
export { dueContacts } from './due-contacts.ts'
/** @public */
export type { DueCustomer } from './cadence.sql.ts'
/**
 * Puts contacts on record, for whatever sends messages.
 * @public
 */
export { logContacts } from './log-contacts.ts'
/** Whether a moment is too old or too new to be put on record, for whoever keeps contacts of their own. */
export { wrongTime } from './wrong-time.ts'
/**
 * Adds one contact in the caller's transaction, for what customers answer.
 * @public
 */
export { insertContact } from './log.sql.ts'
