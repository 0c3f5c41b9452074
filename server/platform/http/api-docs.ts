import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi'
import type { AnyContractRouter } from '@orpc/contract'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance } from 'fastify'

/** `/api/docs`: the API as a page to read; `/api/docs/openapi.json`: the same as an OpenAPI 3.1 document. Both are made when first asked for. */
export function serveApiDocs(app: FastifyInstance, contract: AnyContractRouter, info: { title: string; version: string }): void {
  let made: Promise<OpenAPI.Document> | undefined
  const document = () =>
    (made ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
      info,
      servers: [{ url: '/api/v1' }],
    }))
  app.get('/api/docs/openapi.json', () => document())
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page(await document())))
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const safe = (text: string) => text.replace(/[&<>"]/g, (found) => escapes[found] ?? found)

function page(document: OpenAPI.Document): string {
  const rows = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(([method, operation]) => {
      const { summary = '', ...rest } = operation as { summary?: string }
      const detail = `<details><summary>${safe(summary)}</summary><pre>${safe(JSON.stringify(rest, null, 2))}</pre></details>`
      return `<tr><td>${method.toUpperCase()}</td><td><code>/api/v1${safe(path)}</code></td><td>${detail}</td></tr>`
    }),
  )
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${safe(document.info.title)} API</title>
<style>body{font:15px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color-scheme:light dark}
table{border-collapse:collapse;width:100%}td{border-top:1px solid #8884;padding:.4rem .8rem .4rem 0;vertical-align:top}pre{overflow:auto}</style>
<h1>${safe(document.info.title)} API ${safe(document.info.version)}</h1>
<p>OpenAPI 3.1：<a href="/api/docs/openapi.json">/api/docs/openapi.json</a>。先 <code>POST /api/v1/session</code> 登录取得会话 cookie；
修改类请求须带同源 <code>Origin</code> 或请求头 <code>x-liuke-client</code>。</p><table>${rows.join('\n')}</table></html>`
}
