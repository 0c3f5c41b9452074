import { isContractProcedure } from '@orpc/contract'
import type { FastifyInstance } from 'fastify'
import type { Databases } from '../../server/platform/database/pools.ts'
import type { Walker } from './bank.ts'
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
  return outcomeOf(answer.statusCode, answer.body, ({ json }) => json as Record<string, unknown>, rule, input)
}

/** Words an answer; `told` takes what the route said out of the body. */
export function outcomeOf(
  status: number,
  body: string,
  told: (body: Record<string, unknown>) => Record<string, unknown>,
  rule: RouteRule,
  input: object,
): Answer {
  if (status !== 200) return { outcome: refusals[status] ?? `status ${status}`, body }
  const shown = !rule.shows || rule.shows(told(JSON.parse(body) as Record<string, unknown>), input)
  return { outcome: shown ? 'done' : 'nothing', body }
}

/** One of the two doors to the same routes: `/api/rpc` and `/api/v1`. */
export type Door = typeof ask

export interface Walked {
  own: Answer | undefined
  other: Answer | undefined
  unknown: Answer | undefined
  /** what is not as the rule says */
  wrong: string[]
}

/** Walks one rule as one person through a door. What exists elsewhere must be answered, word for word, like what does not exist. */
export async function walkRule(
  through: Door,
  { app, databases, walker, cookie }: { app: FastifyInstance; databases: Databases; walker: Walker; cookie: string },
  route: string,
  rule: RouteRule,
): Promise<Walked> {
  const { inside, outside, none } = await rule.places(walker, databases)
  const asked = (input: object) => through(app, route, input, rule, cookie)
  const others: Answer[] = []
  for (const input of outside) others.push(await asked(input))
  const unknown = none && (await asked(none))
  const own = inside && (await asked(inside))

  const allowed = rule.allowed.includes(walker.role)
  const expected = (about: Outcome): Outcome => (allowed ? about : (rule.refusal ?? 'forbidden'))
  const wrong: string[] = []
  const hold = (place: string, answer: Answer | undefined, about: Outcome) => {
    if (answer && answer.outcome !== expected(about))
      wrong.push(`${route} as ${walker.role}, ${place}: ${answer.outcome} instead of ${expected(about)}`)
  }
  hold('inside', own, 'done')
  hold('none', unknown, rule.absent)
  for (const other of others) {
    hold('outside', other, rule.absent)
    if (other.body !== unknown?.body) wrong.push(`${route} as ${walker.role}: ${other.body} tells from ${unknown?.body}`)
  }
  return { own, other: others[0], unknown, wrong }
}
