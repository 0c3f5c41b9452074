/** What other modules and the composition roots may use of the approvals. */
export { approvalRoutes } from './routes.ts'
/** @public */
export { requestApproval, type Ask } from './request-approval.ts'
/** @public */
export { ApprovalConflict, type ApprovalKind, type ApprovalRequest, type ApprovalStep } from './kind.ts'
/**
 * Open requests of a kind and subject, so that the same is not asked twice.
 * @public
 */
export { openOfKind } from './request.sql.ts'
