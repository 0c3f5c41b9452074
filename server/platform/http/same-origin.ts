import type { FastifyRequest } from 'fastify'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Programs that are no browser say so by this header; a foreign page cannot set it without our consent (CORS). */
export const clientHeader = 'x-liuke-client'

const data = /^\/api\/(?:rpc|v1)\//

/**
 * Whether another site's page asks for our data. Browsers say where a request comes from (fetch metadata); it would get no cookie with it (SameSite=Strict), and
 * nothing of our answers, not even their time, is its business.
 */
export const isForeignRead = (request: Pick<FastifyRequest, 'url' | 'headers'>): boolean =>
  data.test(request.url) && ['cross-site', 'same-site'].includes(String(request.headers['sec-fetch-site']))

/**
 * Whether a request that changes something comes from our own pages: browsers name the origin of every such request. Together with the
 * SameSite=Strict cookie this keeps other sites from acting in a signed-in person's name.
 */
export function isSameOrigin(request: Pick<FastifyRequest, 'method' | 'headers' | 'host'>): boolean {
  if (safeMethods.has(request.method)) return true
  const { origin } = request.headers
  if (origin === undefined) return request.headers[clientHeader] !== undefined
  if (!URL.canParse(origin)) return false
  const { protocol, host } = new URL(origin)
  const own = `${protocol}//${request.host}`
  return URL.canParse(own) && new URL(own).host === host
}
