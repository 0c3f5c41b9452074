import { implement } from '@orpc/server'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { transferContract } from './contract.ts'
import { receiveTransfer, sendGifts, settleMissing, showTransfers, type TransferRefusal } from './transfer-gifts.ts'

const os = implement(transferContract).$context<RequestContext>().use(signedIn)

/** A use case's answer, or the route's error for its refusal; a refusal that a route does not name cannot happen there. */
function given<T extends object>(outcome: T | TransferRefusal, errors: Partial<Record<TransferRefusal, () => Error>>): T {
  if (typeof outcome !== 'string') return outcome
  throw errors[outcome]?.() ?? new Error(`a transfer was refused by ${outcome}`)
}

export const transferRoutes = os.router({
  list: os.list.handler(async ({ context: { database, person, now }, errors }) =>
    given(await showTransfers(database, person, now()), errors),
  ),
  send: os.send.handler(async ({ input, context: { database, person, now }, errors }) =>
    given(await sendGifts(database, person, input, now()), errors),
  ),
  receive: os.receive.handler(async ({ input, context: { database, person, now }, errors }) =>
    given(await receiveTransfer(database, person, input, now()), errors),
  ),
  settleMissing: os.settleMissing.handler(async ({ input, context: { database, person, now }, errors }) =>
    given(await settleMissing(database, person, input, now()), errors),
  ),
})
