import { implement } from '@orpc/server'
import { answered } from '../../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { modelContract } from './contract.ts'
import { endChallenger } from './end-challenger.ts'
import { promoteChallenger } from './promote-challenger.ts'
import { showModel } from './show-model.ts'

const os = implement(modelContract).$context<RequestContext>().use(signedIn)

export const modelRoutes = os.router({
  show: os.show.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await showModel(database, person, now()), errors),
  ),
  promote: os.promote.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = answered(await promoteChallenger(database, person, input, now()), errors)
    if ('conflict' in outcome) throw errors.CONFLICT({ message: outcome.conflict })
    if ('problem' in outcome) throw errors.MODEL_REFUSED({ message: outcome.problem })
    return outcome
  }),
  end: os.end.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await endChallenger(database, person, input.version, now()), errors),
  ),
})
