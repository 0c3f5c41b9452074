import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { plannerContract } from './contract.ts'
import { makePlan } from './make-plan.ts'

const os = implement(plannerContract).$context<RequestContext>().use(signedIn)

export const plannerRoutes = os.router({
  plan: os.plan.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await makePlan(database, person, input, now()), errors),
  ),
})
