import { implement } from '@orpc/server'
import { answered } from '../../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { conversionContract } from './contract.ts'
import { showConverted } from './show-converted.ts'

const os = implement(conversionContract).$context<RequestContext>().use(signedIn)

export const conversionRoutes = os.router({
  show: os.show.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await showConverted(database, person, input.customerId), errors),
  ),
})
