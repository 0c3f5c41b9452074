import type { FastifyInstance } from 'fastify'
import { inputsOf } from '../faults/contract-inputs.ts'
import { contract } from '../../server/contract.ts'
import { outcomeOf, type Answer } from './walk.ts'
import type { RouteRule } from './rule.ts'

const addresses = new Map(inputsOf(contract).map(({ route, method, path }) => [route, { method, path }]))

/** What a path does not take goes into the query of a GET, a list as `a[0]`, an object as `a[b]`. */
function queryOf(value: unknown, name: string): [string, string][] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object') return [[name, typeof value === 'string' ? value : JSON.stringify(value)]]
  return Object.entries(value).flatMap(([key, part]) => queryOf(part, name === '' ? key : `${name}[${key}]`))
}

/** Asks a route through `/api/v1`, as another program would, and words what came of it. */
export async function askV1(
  app: FastifyInstance,
  route: string,
  input: object,
  rule: RouteRule,
  cookie: string | undefined,
): Promise<Answer> {
  const address = addresses.get(route.split('#')[0] ?? route)
  if (!address) throw new Error(`no address for ${route}`)
  const rest: Record<string, unknown> = { ...input }
  const path = address.path.replaceAll(/\{\+?(\w+)\}/g, (_all, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  const method = address.method as 'GET' | 'POST' | 'PUT' | 'DELETE'
  const query = method === 'GET' ? new URLSearchParams(queryOf(rest, '')).toString() : ''
  const answer = await app.inject({
    method,
    url: `/api/v1${path}${query === '' ? '' : `?${query}`}`,
    ...(method === 'GET' || Object.keys(rest).length === 0 ? {} : { payload: rest }),
    headers: { origin: 'http://localhost:80', ...(cookie === undefined ? {} : { cookie }) },
  })
  return outcomeOf(answer.statusCode, answer.body, (body) => body, rule, input)
}
