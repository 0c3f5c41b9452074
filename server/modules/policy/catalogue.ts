import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { policyForms, type PolicyForm, type PolicyWords } from './contract.ts'

/** What a key means to people, and what it may be. */
export interface PolicyKey {
  key: string
  group: string
  name: PolicyWords
  form: PolicyForm
  /** bounds of whole numbers, in the unit of the form */
  min: number | null
  max: number | null
  /** of codes */
  values: { code: string; name: PolicyWords }[]
  /** its value must be less than that of this key */
  below: string | null
  /** protects customers or the bank: a change is checked by compliance */
  protects: boolean
  /** only those who may propose see it: who is watched need not know the lines of the watch */
  restricted: boolean
}

export interface PolicyGroup {
  code: string
  name: PolicyWords
  /** which figures and screens its keys move */
  moves: PolicyWords
  keys: PolicyKey[]
}

const words = z.tuple([z.string().min(1), z.string().min(1)]).transform(([zh, en]) => ({ zh, en }))
const keyName = z.string().regex(/^[a-z0-9_.]+$/)
const file = z.strictObject({
  order: z.int(),
  protects: z.boolean().default(false),
  restricted: z.boolean().default(false),
  name: words,
  moves: words,
  keys: z.record(
    keyName,
    z
      .strictObject({
        name: words,
        form: z.enum(policyForms),
        min: z.int().optional(),
        max: z.int().optional(),
        values: z.record(z.string(), words).default({}),
        below: keyName.optional(),
        protects: z.boolean().optional(),
      })
      .refine(({ form, values }) => /^(codes?|pairs)$/.test(form) === Object.keys(values).length > 0, '只有代码才有、也必须有 values'),
  ),
})

const folder = join(import.meta.dirname, 'catalogue')
let held: readonly PolicyGroup[] | undefined

/** All groups in their order, from `catalogue/<group>.yaml`, read once. Throws, naming the file, on one that is malformed. */
export function policyGroups(): readonly PolicyGroup[] {
  held ??= readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map(readGroup)
    .sort((a, b) => a.order - b.order)
    .map(({ code, name, moves, keys }) => ({ code, name, moves, keys }))
  return held
}

/** The descriptions of all keys. */
export const policyKeys = (): PolicyKey[] => policyGroups().flatMap(({ keys }) => keys)

/** The description of a key; undefined when the catalogue has none. */
export const policyKey = (key: string): PolicyKey | undefined => policyKeys().find((one) => one.key === key)

function readGroup(name: string): PolicyGroup & { order: number } {
  const read = file.safeParse(parse(readFileSync(join(folder, name), 'utf8')))
  if (!read.success) throw new Error(`政策目录 ${name} 有误：\n${z.prettifyError(read.error)}`)
  const { order, protects, restricted, name: title, moves, keys } = read.data
  const code = basename(name, '.yaml')
  const described = Object.entries(keys).map(([key, { min, max, values, below, ...rest }]) => ({
    protects,
    ...rest,
    key,
    group: code,
    restricted,
    min: min ?? null,
    max: max ?? null,
    below: below ?? null,
    values: Object.entries(values).map(([value, text]) => ({ code: value, name: text })),
  }))
  return {
    code,
    order,
    name: title,
    moves,
    keys: described.map(({ protects: protecting, ...key }) => ({ ...key, protects: protecting ?? protects })),
  }
}
