import { ORPCError } from '@orpc/server'
import { randomBytes } from 'node:crypto'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Where what nobody expected is written down, under the number that people are told. */
export type Report = (id: string, error: unknown) => void

const unexpectedText = (id: string) => `系统出了点问题，请稍后重试。如果一直出现，请把编号 ${id} 告诉管理员。`

/** Writes an unexpected error down and gives what people are told: a calm text with its number, no inner detail. */
export function concealed(error: unknown, report: Report): ORPCError<'INTERNAL_SERVER_ERROR', { id: string }> {
  const id = randomBytes(4).toString('hex')
  report(id, error)
  return new ORPCError('INTERNAL_SERVER_ERROR', { status: 500, message: unexpectedText(id), data: { id } })
}

/** oRPC interceptor: refusals pass as they are, a wrong input is worded, all else is concealed. */
export const concealing =
  (report: Report) =>
  async <T>(options: { next: () => Promise<T> }): Promise<T> => {
    try {
      return await options.next()
    } catch (error) {
      if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
        throw new ORPCError('BAD_REQUEST', { message: '提交的内容不符合要求，请检查后重试', data: issuesOf(error) })
      }
      if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') throw error
      throw concealed(error, report)
    }
  }

/** Which fields were wrong and why: of zod's issues only what was asked for, never what was sent. */
function issuesOf(error: ORPCError<string, unknown>): { issues: { path: string; message: string }[] } | undefined {
  const issues = (error.data as { issues?: { path?: PropertyKey[]; message?: string }[] } | undefined)?.issues
  if (!issues) return undefined
  return { issues: issues.map(({ path, message }) => ({ path: (path ?? []).map(String).join('.'), message: message ?? '' })) }
}

const worded: Record<number, { code: string; message: string }> = {
  400: { code: 'BAD_REQUEST', message: '请求格式不正确，请刷新页面后重试' },
  403: { code: 'FORBIDDEN', message: '请求来源不正确，请从留客的页面操作' },
  404: { code: 'NOT_FOUND', message: '没有这个地址' },
  405: { code: 'METHOD_NOT_SUPPORTED', message: '这个地址不支持这种请求方式' },
  413: { code: 'PAYLOAD_TOO_LARGE', message: '提交的内容超过 1 MB，请减少后重试' },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', message: '只接受 JSON 格式的内容' },
  429: { code: 'TOO_MANY_ATTEMPTS', message: '尝试次数过多，请稍后再试' },
}

/** The body of a refusal, in the form the caller's side of the API reads. */
export function refusalBody(request: FastifyRequest, status: number): object {
  const refusal = { defined: false, status, ...(worded[status] ?? { code: 'BAD_REQUEST', message: '请求没有被接受' }) }
  return request.url.startsWith('/api/rpc') ? { json: refusal } : refusal
}

/** Answers all that goes wrong outside oRPC: bodies too large or malformed, addresses that do not exist, and the unexpected. */
export function answerErrors(app: FastifyInstance, report: Report): void {
  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const status = error.statusCode ?? 500
    if (status < 500) return reply.status(status).send(refusalBody(request, status))
    const hidden = concealed(error, report).toJSON()
    return reply.status(500).send(request.url.startsWith('/api/rpc') ? { json: hidden } : hidden)
  })
  app.setNotFoundHandler((request, reply) => reply.status(404).send(refusalBody(request, 404)))
}
