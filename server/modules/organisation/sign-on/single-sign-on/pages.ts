import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Report } from '../../../../platform/http/errors.ts'
import { sessionCookie } from '../../../../platform/http/session-cookie.ts'
import { forgetAllSessions } from '../../recent-sessions.ts'
import { sha256 } from '../../sha256.ts'
import type { Door } from '../../sign-in.ts'
import { ProviderRefused, type Provider } from './provider.ts'
import { signInByIdentity } from './sign-in-by-identity.ts'

const cookieName = 'liuke_sso'
const journeyMs = 600_000

/** What travels with the person, sealed: it must come back in the same browser, and soon. */
const luggage = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  back: z.string(),
  fresh: z.boolean(),
  replaces: z.base64().optional(),
  until: z.number(),
})
type Luggage = z.infer<typeof luggage>

export interface SingleSignOnPages {
  provider: Provider
  door: (request: FastifyRequest) => Promise<Door>
  now: () => Date
  report: Report
  perMinute: number
}

/** A path of this site, never another site's. */
const safeBack = (path: unknown): string => (typeof path === 'string' && /^\/(?![/\\])/.test(path) && path.length < 1_000 ? path : '/')
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/**
 * `/sso/start` sends a person to the bank's identity provider, `/sso/callback` takes them back and opens the session. The cookie in between is `Lax`, as the way back
 * begins at another site; the session's own is `Strict` as always.
 */
export function serveSingleSignOn(app: FastifyInstance, { provider, door, now, report, perMinute }: SingleSignOnPages): void {
  const config = { rateLimit: { max: perMinute, timeWindow: '1 minute' } }
  const options = (request: FastifyRequest) =>
    ({ path: '/sso', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https', maxAge: journeyMs / 1000 }) as const
  const refuse = (reply: FastifyReply, problem: string, error?: unknown) => {
    if (error !== undefined) report('single-sign-on', error)
    return reply.header('cache-control', 'no-store').redirect(`/sign-in?problem=${problem}`)
  }

  app.get('/sso/start', { config }, async (request, reply) => {
    const { back, fresh } = request.query as Record<string, unknown>
    const { secrets } = await door(request)
    const { token } = sessionCookie(request, reply)
    try {
      const asked = fresh === 'yes'
      const { url, journey } = await provider.leave(asked)
      const replaces = token === undefined ? {} : { replaces: sha256(token).toString('base64') }
      const packed: Luggage = { ...journey, ...replaces, back: safeBack(back), fresh: asked, until: now().getTime() + journeyMs }
      void reply.setCookie(cookieName, secrets.seal('single-sign-on', JSON.stringify(packed)), options(request))
      return await reply.header('cache-control', 'no-store').redirect(url.href)
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error
      return refuse(reply, 'sso_unreachable', error)
    }
  })

  app.get('/sso/callback', { config }, async (request, reply) => {
    const here = await door(request)
    const packed = unpack(here, textOf(request.cookies[cookieName]))
    void reply.clearCookie(cookieName, options(request))
    if (!packed || packed.until < now().getTime() || packed.until > now().getTime() + journeyMs) return refuse(reply, 'sso_again')
    try {
      const query = new URLSearchParams(request.url.split('?')[1] ?? '')
      const value = await provider.arrive(query, packed, packed.fresh)
      const replaces = packed.replaces === undefined ? undefined : Buffer.from(packed.replaces, 'base64')
      const result = await signInByIdentity(here, { matches: provider.settings.matches, value }, replaces, now())
      if (result.outcome === 'unknown_identity') return await refuse(reply, 'sso_unknown')
      forgetAllSessions()
      sessionCookie(request, reply).open(result.token, result.expiresAt)
      return await reply.header('cache-control', 'no-store').redirect(packed.back)
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error
      return refuse(reply, 'sso_refused', error)
    }
  })
}

/** Undefined when there is none, or it was not sealed here. */
function unpack({ secrets }: Door, sealed: string | undefined): Luggage | undefined {
  if (sealed === undefined) return undefined
  try {
    return luggage.parse(JSON.parse(secrets.open('single-sign-on', sealed)))
  } catch {
    return undefined
  }
}
