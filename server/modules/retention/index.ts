/** What other modules and the composition roots may use of maturing and matured terms (M11, M15) and of leave cases (M41). */
export { captureTotals, maturitiesOfCustomer } from './maturity.sql.ts'
export { retentionRoutes } from './routes.ts'
export { leaveApprovals } from './approval-kinds.ts'
export { compareLeaveCases } from './compare-cases.ts'
/** The chance that a customer leaves, and why (M12). */
export { attritionOfCustomer, attritionOfCustomers, scoringModel } from './attrition.sql.ts'
export { reasonsOf } from './attrition.rules.ts'
/** What keeps models honest and lets the night score by them (M12). */
export { forbiddenLists } from './forbidden-lists.ts'
export { modelApproval } from './model-approval.ts'
export { attritionModelAt, challengerAt } from './model-in-force.ts'
export { proposeModel } from './propose-model.ts'
/** Win-back days, wake-up waves and unused benefits, for today's list (M41, M44, M45). */
export { keepingDues } from './keeping-dues.ts'
export { wakeUpRoutes } from './wake-up/routes.ts'
export { measureWakeUps } from './wake-up/measure-wake-ups.ts'
export { playRoutes } from './plays/routes.ts'
/** How models do on later nights (M12). */
export { modelRoutes } from './models/routes.ts'
export { knownFrom } from './models/challenger.rules.ts'
export { compareModels } from './models/compare-models.ts'
export { watchIsDue, watchModel } from './models/watch-model.ts'
