import { implement } from '@orpc/server'
import { answered } from '../../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { oversightContract } from './contract.ts'
import { showBudgets } from './show-budgets.ts'
import { reviewGift, showWatched } from './watch-gifts.ts'

const os = implement(oversightContract).$context<RequestContext>().use(signedIn)

export const oversightRoutes = os.router({
  budgets: os.budgets.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await showBudgets(database, person, now()), errors),
  ),
  watched: os.watched.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await showWatched(database, person, now()), errors),
  ),
  review: os.review.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await reviewGift(database, person, input, now()), errors),
  ),
})
