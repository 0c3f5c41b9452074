import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { prospectContract } from './contract.ts'
import { addProspect, changeProspect, convertProspect, dropProspect } from './keep-prospects.ts'
import { listProspects, showReturns } from './list-prospects.ts'
import { logProspects } from './log-prospect.ts'

const os = implement(prospectContract).$context<RequestContext>().use(signedIn)

export const prospectRoutes = os.router({
  list: os.list.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listProspects(database, person, input, now()), errors),
  ),
  returns: os.returns.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showReturns(database, person, input.institutionId, now()), errors),
  ),
  add: os.add.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await addProspect(database, person, input, now()), errors),
  ),
  change: os.change.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await changeProspect(database, person, input), errors),
  ),
  log: os.log.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await logProspects(database, person, input.entries, now()), errors),
  ),
  convert: os.convert.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await convertProspect(database, person, input, now()), errors),
  ),
  drop: os.drop.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await dropProspect(database, person, input, now()), errors),
  ),
})
