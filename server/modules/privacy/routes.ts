import { implement } from '@orpc/server'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { privacyContract } from './contract.ts'
import { revealField } from './reveal-field.ts'
import { listFlags, reviewFlag } from './review-flags.ts'

const os = implement(privacyContract).$context<RequestContext>().use(signedIn)

type Refusal = 'FORBIDDEN' | 'NOT_FOUND'

/** Gives a use case's answer on, or throws the contract's error for its refusal. */
function answered<T extends object>(outcome: T | Refusal, errors: Record<Refusal, () => Error>): T {
  if (typeof outcome === 'string') throw errors[outcome]()
  return outcome
}

export const privacyRoutes = os.router({
  reveal: os.reveal.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await revealField(database, person, input), errors),
  ),
  listFlags: os.listFlags.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await listFlags(database, person, input), errors),
  ),
  reviewFlag: os.reviewFlag.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await reviewFlag(database, person, input, now()), errors),
  ),
})
