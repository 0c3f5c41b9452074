import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { retentionContract } from './contract.ts'
import { glanceCustomer } from './glance-customer.ts'
import { makeOffer } from './make-offer.ts'
import { moveCase } from './move-case.ts'
import { openLeaveCase } from './open-leave-case.ts'
import { showBoard, showReasons } from './show-board.ts'
import { showCase } from './show-case.ts'

const os = implement(retentionContract).$context<RequestContext>().use(signedIn)

export const retentionRoutes = os.router({
  glance: os.glance.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await glanceCustomer(database, person, input.customerId, now()), errors),
  ),
  open: os.open.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await openLeaveCase(database, person, input, now()), errors),
  ),
  board: os.board.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showBoard(database, person, input, now()), errors),
  ),
  reasons: os.reasons.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showReasons(database, person, input.institutionId, now()), errors),
  ),
  get: os.get.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showCase(database, person, input.id, now()), errors),
  ),
  offer: os.offer.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await makeOffer(database, person, input, now()), errors),
  ),
  step: os.step.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await moveCase(database, person, input, now()), errors),
  ),
})
