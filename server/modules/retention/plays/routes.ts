import { implement } from '@orpc/server'
import { answered } from '../../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { playContract } from './contract.ts'
import { endBenefit, keepBenefit } from './keep-benefit.ts'
import { listBenefits } from './list-benefits.ts'
import { logUse, takeBackUse } from './log-use.ts'
import { showCustomerBenefits } from './show-customer-benefits.ts'
import { showMoves } from './show-moves.ts'

const os = implement(playContract).$context<RequestContext>().use(signedIn)

export const playRoutes = os.router({
  moves: os.moves.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showMoves(database, person, input.institutionId, now()), errors),
  ),
  benefits: os.benefits.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listBenefits(database, person, input.institutionId, now()), errors),
  ),
  keepBenefit: os.keepBenefit.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await keepBenefit(database, person, input, now()), errors),
  ),
  endBenefit: os.endBenefit.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await endBenefit(database, person, input, now()), errors),
  ),
  customer: os.customer.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showCustomerBenefits(database, person, input.customerId, now()), errors),
  ),
  logUse: os.logUse.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await logUse(database, person, input, now()), errors),
  ),
  takeBackUse: os.takeBackUse.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await takeBackUse(database, person, input, now()), errors),
  ),
})
