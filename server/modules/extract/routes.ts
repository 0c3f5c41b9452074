import { implement } from '@orpc/server'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { extractContract } from './contract.ts'
import { listLoads, listNights } from './list-records.ts'
import { openLoad, openNight } from './open-record.ts'

const os = implement(extractContract).$context<RequestContext>().use(signedIn)

type Refusal = 'FORBIDDEN' | 'NOT_FOUND'

/** Gives a use case's answer on, or throws the contract's error for its refusal. */
function answered<T extends object>(outcome: T | Refusal, errors: Record<Refusal, () => Error>): T {
  if (typeof outcome === 'string') throw errors[outcome]()
  return outcome
}

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
