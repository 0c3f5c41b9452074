import fastifyStatic from '@fastify/static'
import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { preparingPage } from './preparing-page.ts'

/** The screens as they become available: first a page that tells how far things are, then the built files. */
export interface Screens {
  /** folder of the built screens, once they are built and there is something to show */
  folder: string | undefined
  /** what is being done meanwhile, in words */
  progress: readonly string[]
}

/** A page that is opened without signing in: nobody finds, frames or keeps it, and it runs and loads nothing but its own files. */
const openPage = /^h5\/[\w-]+\/$/
const openPageHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

const year = 365 * 24 * 3600 * 1000

/**
 * Serves the built screens: hashed files below /assets/ may be kept for ever, all else is asked for anew. Any other address without a file
 * ending belongs to the screens' own router and gets index.html, but for the pages for outsiders below /h5/. Compressed siblings (.br, .gz) are preferred.
 */
export async function serveScreens(app: FastifyInstance, screens: Screens, anyFolder: string): Promise<void> {
  await app.register(fastifyStatic, { root: anyFolder, serve: false, preCompressed: true })
  let listed: { folder: string; files: ReadonlySet<string> } | undefined
  app.get('/*', (request, reply) => {
    const { folder } = screens
    if (!folder) return reply.status(503).header('retry-after', '2').type('text/html; charset=utf-8').send(preparingPage(screens.progress))
    if (listed?.folder !== folder) listed = { folder, files: filesBelow(folder) }
    const path = (request.params as { '*': string })['*']
    if (listed.files.has(path) && !path.endsWith('index.html')) {
      const hashed = path.startsWith('assets/')
      return reply.sendFile(path, folder, { maxAge: hashed ? year : 0, immutable: hashed })
    }
    if (openPage.test(path) && listed.files.has(`${path}index.html`))
      return reply.headers(openPageHeaders).sendFile(`${path}index.html`, folder, { cacheControl: false })
    if (path.startsWith('api/') || /\.\w{1,8}$/.test(path)) return reply.callNotFound()
    return reply.header('cache-control', 'no-cache').sendFile('index.html', folder, { cacheControl: false })
  })
}

const filesBelow = (folder: string): Set<string> =>
  new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')),
  )
