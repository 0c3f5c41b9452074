/** What composition roots and other modules may use of the points. */
export { anchorLedger } from './anchor-ledger.ts'
export { verifyLedger, type LedgerVerdict } from './verify-ledger.ts'
export { rewardApprovals } from './rewards/approval-kinds.ts'
export { awardPoints, rewardTasks } from './rewards/award-points.ts'
export { oversightRoutes } from './oversight/routes.ts'
export { oversightTasks, watchGifts } from './oversight/watch-task.ts'
export { rewardRoutes } from './rewards/routes.ts'
export { giftRoutes } from './gifts/routes.ts'
