import type { FastifyReply, FastifyRequest } from 'fastify'

const cookieName = 'liuke_session'

/** The session's cookie: out of reach of scripts, never sent from other sites, over TLS only where there is TLS. */
export const sessionCookie = (request: FastifyRequest, reply: FastifyReply) => {
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const
  return {
    token: request.cookies[cookieName],
    open: (token: string, expires: Date) => void reply.setCookie(cookieName, token, { ...options, expires }),
    close: () => void reply.clearCookie(cookieName, options),
  }
}
