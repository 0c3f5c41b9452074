import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { suitabilityContract } from './contract.ts'
import { listFits } from './list-fits.ts'
import { recordDecline } from './record-decline.ts'
import { showNext } from './show-next.ts'
import { showShelf } from './show-shelf.ts'

const os = implement(suitabilityContract).$context<RequestContext>().use(signedIn)

export const suitabilityRoutes = os.router({
  next: os.next.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showNext(database, person, input.customerId, now()), errors),
  ),
  decline: os.decline.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await recordDecline(database, person, input, now()), errors),
  ),
  shelf: os.shelf.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await showShelf(database, person, now()), errors),
  ),
  fits: os.fits.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listFits(database, person, input, now()), errors),
  ),
})
