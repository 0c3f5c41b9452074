import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { watchContract } from './contract.ts'
import { listCustomers } from './list-customers.ts'
import { showCapture } from './show-capture.ts'
import { showDepth } from './show-depth.ts'
import { showPaths } from './show-paths.ts'
import { showSeason } from './show-season.ts'
import { showSurvival } from './show-survival.ts'

const os = implement(watchContract).$context<RequestContext>().use(signedIn)

export const watchRoutes = os.router({
  survival: os.survival.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await showSurvival(database, person, input.institutionId, input.by), errors),
  ),
  depth: os.depth.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await showDepth(database, person, input.institutionId), errors),
  ),
  paths: os.paths.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await showPaths(database, person, input.institutionId), errors),
  ),
  capture: os.capture.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await showCapture(database, person, input.institutionId), errors),
  ),
  season: os.season.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await showSeason(database, person, input.institutionId), errors),
  ),
  customers: os.customers.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await listCustomers(database, person, input), errors),
  ),
})
