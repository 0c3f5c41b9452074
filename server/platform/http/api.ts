import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { RPCHandler } from '@orpc/server/fastify'
import type { AnyRouter, Context } from '@orpc/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { concealing, refusalBody, type Report } from './errors.ts'

/** The routes of all modules and what each request hands them. */
export interface Api {
  router: AnyRouter
  context: (request: FastifyRequest, reply: FastifyReply) => Context
  /** paths below /api/rpc and /api/v1 that take passwords or codes by POST: each is limited to `passwordsPerMinute` an address */
  passwords: readonly { rpc: string; v1: string }[]
  passwordsPerMinute: number
}

/** `/api/rpc` for our own screens, `/api/v1` for other programs (OpenAPI). Bodies are JSON, parsed by Fastify and so held to its limit. */
export function serveApi(app: FastifyInstance, api: Api, report: Report): void {
  const options = { clientInterceptors: [concealing(report)] }
  const sides = [
    { prefix: '/api/rpc', handler: new RPCHandler<Context>(api.router, options), limited: api.passwords.map(({ rpc }) => rpc) },
    { prefix: '/api/v1', handler: new OpenAPIHandler<Context>(api.router, options), limited: api.passwords.map(({ v1 }) => v1) },
  ] as const
  for (const { prefix, handler, limited } of sides) {
    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      void reply.header('cache-control', 'no-store')
      const { matched } = await handler.handle(request, reply, { prefix, context: api.context(request, reply) })
      if (!matched) await reply.status(404).send(refusalBody(request, 404))
      return reply
    }
    app.all(`${prefix}/*`, answer)
    const config = { rateLimit: { max: api.passwordsPerMinute, timeWindow: '1 minute' } }
    for (const path of limited) app.post(`${prefix}${path}`, { config }, answer)
  }
}
