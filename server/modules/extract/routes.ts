import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { extractContract } from './contract.ts'
import { listLoads, listNights } from './list-records.ts'
import { openLoad, openNight } from './open-record.ts'

const os = implement(extractContract).$context<RequestContext>().use(signedIn)

export const extractRoutes = os.router({
  loads: os.loads.handler(async ({ context: { database, scope }, errors }) => answered(await listLoads(database, scope), errors)),
  load: os.load.handler(async ({ input, context: { database, scope }, errors }) =>
    answered(await openLoad(database, scope, input.id), errors),
  ),
  nights: os.nights.handler(async ({ context: { database, scope }, errors }) => answered(await listNights(database, scope), errors)),
  night: os.night.handler(async ({ input, context: { database, scope }, errors }) =>
    answered(await openNight(database, scope, input.id), errors),
  ),
})
