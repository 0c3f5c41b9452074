import type { FastifyInstance } from 'fastify'

/** How many ports above the wanted one are tried. */
const tries = 50

/** Listens on `port`, or when it is taken on the next free one. Returns the port in use. Throws when none of the next 50 is free. */
export async function listenFrom(app: FastifyInstance, host: string, port: number): Promise<number> {
  for (let at = port; ; at++) {
    try {
      await app.listen({ host, port: at })
      const bound = app.server.address()
      return typeof bound === 'object' && bound ? bound.port : at
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || at - port >= tries) throw error
    }
  }
}
