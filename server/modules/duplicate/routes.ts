import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { duplicateContract } from './contract.ts'
import { decideLink, linkCustomers, undoLink } from './link-customers.ts'
import { compareCustomers, listCandidates, listPairs, showNumbers } from './read-pairs.ts'

const os = implement(duplicateContract).$context<RequestContext>().use(signedIn)

export const duplicateRoutes = os.router({
  candidates: os.candidates.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await listCandidates(database, person, now()), errors),
  ),
  list: os.list.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await listPairs(database, person, now()), errors),
  ),
  compare: os.compare.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await compareCustomers(database, person, input, now()), errors),
  ),
  propose: os.propose.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await linkCustomers(database, person, input, now()), errors),
  ),
  decide: os.decide.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await decideLink(database, person, input, now()), errors),
  ),
  undo: os.undo.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await undoLink(database, person, input, now()), errors),
  ),
  ofCustomer: os.ofCustomer.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showNumbers(database, person, input.customerId, now()), errors),
  ),
})
