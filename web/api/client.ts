import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { contract } from '../../server/contract.ts'
import { proveAgain } from './prove-again.ts'

const link = new RPCLink({
  url: () => `${location.origin}/api/rpc`,
  fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
  interceptors: [
    async ({ next }) => {
      try {
        return await next()
      } catch (error) {
        if (!(error instanceof ORPCError) || error.code !== 'REAUTHENTICATE' || !(await proveAgain())) throw error
        return next()
      }
    },
  ],
})

/** The server's routes as typed functions. */
export const api: ContractRouterClient<typeof contract> = createORPCClient(link)

/** The same routes as query and mutation options with stable keys. */
export const queries = createTanstackQueryUtils(api)
