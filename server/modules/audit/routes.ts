import { implement } from '@orpc/server'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { auditContract } from './contract.ts'
import { listEntries } from './list-entries.ts'

const os = implement(auditContract).$context<RequestContext>().use(signedIn)

export const auditRoutes = os.router({
  list: os.list.handler(async ({ input, context: { database, person }, errors }) => {
    const page = await listEntries(database, person, input)
    if (page === 'FORBIDDEN') throw errors.FORBIDDEN()
    return page
  }),
})
