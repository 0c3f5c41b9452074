import { implement } from '@orpc/server'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { policyContract } from './contract.ts'
import { listPolicies, policyHistory } from './list-policies.ts'
import { previewPack } from './preview-pack.ts'
import { previewChange, previewCustomers } from './preview-change.ts'
import { proposeChange, proposePack } from './propose-change.ts'

const os = implement(policyContract).$context<RequestContext>().use(signedIn)

type Plain = 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY'
type Refuse = Record<Plain, () => Error> & {
  CONFLICT: (options: { message: string }) => Error
  INVALID?: (options: { message: string }) => Error
}

/** Gives a use case's answer on, or throws the contract's error for its refusal, with the words it was refused in. */
function answered<T extends object>(outcome: T | Plain | { conflict: string } | { problem: string }, errors: Refuse): T {
  if (typeof outcome === 'string') throw errors[outcome]()
  if ('conflict' in outcome) throw errors.CONFLICT({ message: outcome.conflict })
  if ('problem' in outcome) throw (errors.INVALID ?? errors.CONFLICT)({ message: outcome.problem })
  return outcome
}

export const policyRoutes = os.router({
  list: os.list.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await listPolicies(database, person, now()), errors),
  ),
  history: os.history.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await policyHistory(database, person, input.key), errors),
  ),
  preview: os.preview.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await previewChange(database, person, input, now()), errors),
  ),
  sample: os.sample.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await previewCustomers(database, person, input, now()), errors),
  ),
  propose: os.propose.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await proposeChange(database, person, input, now()), errors),
  ),
  packChanges: os.packChanges.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await previewPack(database, person, input, now()), errors),
  ),
  proposePack: os.proposePack.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await proposePack(database, person, input, now()), errors),
  ),
})
