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

const year = 365 * 24 * 3600 * 1000

/**
 * Serves the built screens: hashed files below /assets/ may be kept for ever, all else is asked for anew. Any other address without a file
 * ending belongs to the screens' own router and gets index.html. Compressed siblings (.br, .gz) are preferred.
 */
export async function serveScreens(app: FastifyInstance, screens: Screens, anyFolder: string): Promise<void> {
  await app.register(fastifyStatic, { root: anyFolder, serve: false, preCompressed: true })
  let listed: { folder: string; files: ReadonlySet<string> } | undefined
  app.get('/*', (request, reply) => {
    const { folder } = screens
    if (!folder) return reply.status(503).header('retry-after', '2').type('text/html; charset=utf-8').send(preparingPage(screens.progress))
    if (listed?.folder !== folder) listed = { folder, files: filesBelow(folder) }
    const path = (request.params as { '*': string })['*']
    if (listed.files.has(path) && path !== 'index.html') {
      const hashed = path.startsWith('assets/')
      return reply.sendFile(path, folder, { maxAge: hashed ? year : 0, immutable: hashed })
    }
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
