/** What the composition roots may use of the talk library. */
export { talkRoutes } from './routes.ts'
export { talkApproval } from './keep-talk.ts'
