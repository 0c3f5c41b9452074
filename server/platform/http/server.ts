import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { AnyContractRouter } from '@orpc/contract'
import fastify, { type FastifyInstance } from 'fastify'
import { serveApi, type Api } from './api.ts'
import { serveApiDocs } from './api-docs.ts'
import { answerErrors, refusalBody, type Report } from './errors.ts'
import { isPlainAddress, isPlainInput } from './plain-input.ts'
import { isForeignRead, isSameOrigin } from './same-origin.ts'
import { serveScreens, type Screens } from './screens.ts'

export interface ServerOptions {
  api: Api
  contract: AnyContractRouter
  info: { title: string; version: string }
  screens: Screens
  /** an existing folder; static files are sent from `screens.folder` */
  anyFolder: string
  /** unexpected errors, with the number people are told */
  report: Report
  /** addresses of their own that are neither API nor screens */
  pages?: (app: FastifyInstance) => void
  /** addresses of proxies whose forwarded headers are believed (`LIUKE_TRUST_PROXY`) */
  trustProxy?: string | undefined
}

const bodyLimit = 1024 * 1024

/** Scripts come from our own files alone. Styles: docs/decisions/0003-inline-styles.md */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
}

/** The whole HTTP side, ready to listen: security headers, the API, its description, the screens. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit, trustProxy: options.trustProxy ?? false, forceCloseConnections: true })
  answerErrors(app, options.report)
  await app.register(helmet, { contentSecurityPolicy, referrerPolicy: { policy: 'no-referrer' }, crossOriginEmbedderPolicy: false })
  await app.register(cookie)
  await app.register(rateLimit, { global: false })
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  // an empty body is no content, not malformed content: some clients name JSON on a DELETE
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit }, (request, body, done) => {
    if (body.length === 0) done(null, null)
    else {
      void parseJson(request, body.toString(), (error, value) => {
        if (error || isPlainInput(value)) done(error, value)
        else done(Object.assign(new Error('input is not plain'), { statusCode: 400 }))
      })
    }
  })
  app.addHook('onRequest', async (request, reply) => {
    if (!isPlainAddress(request.url)) return reply.status(400).send(refusalBody(request, 400))
    if (!isSameOrigin(request) || isForeignRead(request)) await reply.status(403).send(refusalBody(request, 403))
  })
  serveApi(app, options.api, options.report)
  serveApiDocs(app, options.contract, options.info)
  options.pages?.(app)
  await serveScreens(app, options.screens, options.anyFolder)
  return app
}
