import { implement } from '@orpc/server'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { answered } from '../../platform/http/answered.ts'
import { reportContract } from './contract.ts'
import { reportOutlet } from './outlet-report.ts'

const os = implement(reportContract).$context<RequestContext>().use(signedIn)

export const reportRoutes = os.router({
  outlet: os.outlet.handler(async ({ input, context: { database, scope }, errors }) =>
    answered(await reportOutlet(database, scope, input.institutionId), errors),
  ),
})
