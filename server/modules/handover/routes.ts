import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { cancelHandover } from './cancel-handover.ts'
import { handoverContract } from './contract.ts'
import { draftIntroduction } from './draft-introduction.ts'
import { listKeepers } from './list-keepers.ts'
import { orderHandover } from './order-handover.ts'
import { previewHandover } from './preview-handover.ts'
import { listHandovers, openHandover } from './show-handovers.ts'

const os = implement(handoverContract).$context<RequestContext>().use(signedIn)

export const handoverRoutes = os.router({
  keepers: os.keepers.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listKeepers(database, person, input.institutionId, now()), errors),
  ),
  preview: os.preview.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await previewHandover(database, person, input, now()), errors),
  ),
  order: os.order.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await orderHandover(database, person, input, now()), errors),
  ),
  list: os.list.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await listHandovers(database, person, now()), errors),
  ),
  get: os.get.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await openHandover(database, person, input.id, now()), errors),
  ),
  introduction: os.introduction.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await draftIntroduction(database, person, input.customerId, now()), errors),
  ),
  cancel: os.cancel.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await cancelHandover(database, person, input.id, now()), errors),
  ),
})
