import { isContractProcedure, type AnyContractProcedure } from '@orpc/contract'
import { z } from 'zod'

/** One route of the contract with an input it would take, and the places in it that hold text or a number. */
export interface RouteInput {
  route: string
  method: string
  /** below /api/v1, `{name}` for parts of the input */
  path: string
  sample: unknown
  texts: Path[]
  numbers: Path[]
}
export type Path = readonly (string | number)[]

interface Json {
  type?: string
  enum?: unknown[]
  const?: unknown
  pattern?: string
  format?: string
  minLength?: number
  minimum?: number
  default?: unknown
  properties?: Record<string, Json>
  items?: Json
  prefixItems?: Json[]
  minItems?: number
  anyOf?: Json[]
  oneOf?: Json[]
  allOf?: Json[]
  propertyNames?: Json
  additionalProperties?: Json | boolean
}

const candidates = [
  'x',
  'xxxx',
  '1',
  '2026-11-20',
  'x@y.cn',
  '13900000000',
  'a.b',
  '2026-11',
  '09:00',
  '2026-11-20T00:00:00Z',
  '00000000-0000-4000-8000-000000000000',
]

function textFor({ pattern, minLength = 1 }: Json): string {
  const fits = pattern === undefined ? 'x'.repeat(Math.max(1, minLength)) : candidates.find((text) => new RegExp(pattern).test(text))
  return fits ?? 'x'
}

/** An input that fits a schema, as far as shapes go. */
function sampleOf(schema: Json): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [first] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []
  if (first) return sampleOf(first)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, part]) => [name, sampleOf(part)]))
    case 'array':
      return schema.items && typeof schema.items === 'object' ? [sampleOf(schema.items)] : (schema.prefixItems ?? []).map(sampleOf)
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return textFor(schema)
  }
}

/** The places of a value that hold what `is` tells. */
function placesOf(value: unknown, is: (leaf: unknown) => boolean, here: Path = []): Path[] {
  if (is(value)) return [here]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => placesOf(part, is, [...here, Array.isArray(value) ? Number(name) : name]))
}

/** The same value with something else at one place. */
export function withAt(value: unknown, [name, ...rest]: Path, put: unknown): unknown {
  if (name === undefined) return put
  if (Array.isArray(value)) return value.map((part, index) => (index === name ? withAt(part, rest, put) : part))
  const held = (value ?? {}) as Record<string, unknown>
  return { ...held, [name]: withAt(held[String(name)], rest, put) }
}

/** Every route of a contract, with its input. */
export function inputsOf(contract: object, here: readonly string[] = []): RouteInput[] {
  return Object.entries(contract).flatMap(([name, part]: [string, unknown]) => {
    const path = [...here, name]
    if (isContractProcedure(part)) return [inputOf(path.join('.'), part)]
    return typeof part === 'object' && part !== null ? inputsOf(part, path) : []
  })
}

function inputOf(route: string, procedure: AnyContractProcedure): RouteInput {
  const { inputSchema, route: address } = procedure['~orpc']
  const schema = inputSchema instanceof z.ZodType ? (z.toJSONSchema(inputSchema, { io: 'input', unrepresentable: 'any' }) as Json) : {}
  const sample = inputSchema === undefined ? undefined : sampleOf(schema)
  return {
    route,
    method: address.method ?? 'POST',
    path: address.path ?? `/${route}`,
    sample,
    texts: placesOf(sample, (leaf) => typeof leaf === 'string'),
    numbers: placesOf(sample, (leaf) => typeof leaf === 'number'),
  }
}
