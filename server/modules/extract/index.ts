/** What composition roots and commands may use of the intake and the nights. */
export { BusyError } from './exclusive.ts'
export { loadDelivery, type LoadProgress, type LoadRequest, type LoadResult } from './load-delivery.ts'
export { ExtentError } from './cells/extent.ts'
export { publishBranch, type BranchRequest } from './cells/publish-branch.ts'
export type { NightOutcome } from './record-night.ts'
export { runAndPublishNight, type NightRequest } from './run-and-publish-night.ts'
export { extractRoutes } from './routes.ts'
export { whileQuiet } from './while-quiet.ts'
