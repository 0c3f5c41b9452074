import { isContractProcedure } from '@orpc/contract'
import type { FastifyInstance } from 'fastify'
import type { Outcome, RouteRule } from './rule.ts'

/** The names of all procedures of a contract, `module.route`. */
export function routesOf(contract: object, path: readonly string[] = []): string[] {
  return Object.entries(contract).flatMap(([name, part]: [string, unknown]) => {
    const here = [...path, name]
    if (isContractProcedure(part)) return [here.join('.')]
    return typeof part === 'object' && part !== null ? routesOf(part, here) : []
  })
}

export interface Answer {
  outcome: Outcome | `status ${number}`
  /** the body as it was sent, for comparing */
  body: string
}

const refusals: Record<number, Outcome> = { 401: 'sign in', 403: 'forbidden', 404: 'not found' }

/** Asks a route as a browser would and words what came of it. */
export async function ask(
  app: FastifyInstance,
  route: string,
  input: object,
  rule: RouteRule,
  cookie: string | undefined,
): Promise<Answer> {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/rpc/${(route.split('#')[0] ?? route).replaceAll('.', '/')}`,
    payload: { json: input },
    headers: { origin: 'http://localhost:80', ...(cookie === undefined ? {} : { cookie }) },
  })
  const { body, statusCode } = answer
  if (statusCode !== 200) return { outcome: refusals[statusCode] ?? `status ${statusCode}`, body }
  const { json } = answer.json<{ json: Record<string, unknown> }>()
  return { outcome: rule.shows && !rule.shows(json, input) ? 'nothing' : 'done', body }
}
