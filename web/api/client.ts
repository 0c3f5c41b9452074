import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { contract } from '../../server/contract.ts'

const link = new RPCLink({
  url: () => `${location.origin}/api/rpc`,
  fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
})

/** The server's routes as typed functions. */
export const api: ContractRouterClient<typeof contract> = createORPCClient(link)

/** The same routes as query and mutation options with stable keys. */
export const queries = createTanstackQueryUtils(api)
