/**
 * Keeps the pages' own files so that they open without network. Answers of the server are never kept: they hold customers' data.
 * Pages are asked for anew and taken from the cache only when the server is not reached; hashed files never change.
 */
const cacheName = 'liuke-pages-1'
const shell = '/'

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})

/** The first page and all scripts and styles of this build; fonts and pictures come as they are used. */
async function keepAll() {
  const cache = await caches.open(cacheName)
  const manifest = await (await fetch('/.vite/manifest.json', { cache: 'no-store' })).json()
  const files = new Set()
  for (const chunk of Object.values(manifest))
    for (const file of [chunk.file, ...(chunk.css ?? [])]) if (/\.(js|css)$/.test(file)) files.add(`/${file}`)
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname))
  await cache.add(new Request(shell, { cache: 'no-store' }))
  await cache.addAll([...files].filter((file) => !kept.has(file)))
  for (const path of kept) if (path.startsWith('/assets/') && /\.(js|css)$/.test(path) && !files.has(path)) await cache.delete(path)
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(page(event))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(fromCache(request))
})

/** A page of the server, whose build is then kept; without network the one kept last. */
async function page(event) {
  try {
    const answer = await fetch(event.request)
    if (answer.ok) event.waitUntil(keepAll().catch(() => undefined))
    return answer
  } catch {
    return (await caches.match(shell)) ?? Response.error()
  }
}

async function fromCache(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(cacheName)).put(request, answer.clone())
  return answer
}
