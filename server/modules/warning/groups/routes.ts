import { implement } from '@orpc/server'
import { answered } from '../../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { riskGroupContract } from './contract.ts'
import { defineGroup } from './define-group.ts'
import { endGroup } from './end-group.ts'
import { listGroups } from './list-groups.ts'
import { previewGroup } from './preview-group.ts'

const os = implement(riskGroupContract).$context<RequestContext>().use(signedIn)

export const riskGroupRoutes = os.router({
  list: os.list.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listGroups(database, person, input, now()), errors),
  ),
  preview: os.preview.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = answered(await previewGroup(database, person, input, now()), errors)
    if ('problem' in outcome) throw errors.GROUP_REFUSED({ message: outcome.problem })
    return outcome
  }),
  define: os.define.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = answered(await defineGroup(database, person, input, now()), errors)
    if ('problem' in outcome) throw errors.GROUP_REFUSED({ message: outcome.problem })
    return outcome
  }),
  end: os.end.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await endGroup(database, person, input.id, now()), errors),
  ),
})
