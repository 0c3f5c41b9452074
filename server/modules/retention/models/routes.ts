import { implement } from '@orpc/server'
import { answered } from '../../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { modelContract } from './contract.ts'
import { showModel } from './show-model.ts'

const os = implement(modelContract).$context<RequestContext>().use(signedIn)

export const modelRoutes = os.router({
  show: os.show.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await showModel(database, person, now()), errors),
  ),
})
