import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { ColumnTypes } from '../engines/engine.ts'
import { isImport, queryOf, stepsOf } from '../engines/query-steps.ts'

const layers = ['staging', 'facts', 'marts'] as const
export type Layer = (typeof layers)[number]

// descriptions are read as plain texts: in YAML's usual reading a key named `null` is no text
const columnSchema = z.object({
  type: z.enum(['bigint', 'integer', 'text', 'date', 'boolean']),
  null: z.stringbool().default(false),
  values: z.array(z.string()).optional(),
  about: z.string().optional(),
})
const modelSchema = z.object({
  model: z.string(),
  owner: z.string(),
  grain: z.string(),
  source: z.string(),
  /** the columns that make a row unique; a file is written in their order */
  key: z.array(z.string()).min(1),
  /** night: each night · month: once for each month, closed months are frozen · history: once for a set of closed months */
  runs: z.enum(['night', 'month', 'history']).default('night'),
  /** of a month model, the months the night reads: every one, those its windows reach into, or the running one; the others are views, computed where a month model reads them */
  months: z.enum(['all', 'windows', 'running']).default('all'),
  /** view: computed where it is read · keep: computed once a night · file: a Parquet file (marts, month and history always) */
  form: z.enum(['view', 'keep', 'file']).optional(),
  /** in order: the rows come as the first relation has them, which is the key's order, so that a file needs no sorting (it is looked at, and sorted if not) */
  arrives: z.enum(['in order', 'in any order']).default('in any order'),
  /** the SQL of another model, which has other imports here: what it says of today this one says of other rows */
  like: z.object({ model: z.string(), imports: z.record(z.string(), z.string()) }).optional(),
  publish: z.unknown().optional(),
  columns: z.record(z.string(), columnSchema),
  /** named queries over models that return the offending rows */
  checks: z.record(z.string(), z.string()).default({}),
})
export type ModelColumn = z.infer<typeof columnSchema>

export interface Model extends Omit<z.infer<typeof modelSchema>, 'form' | 'like' | 'model' | 'publish'> {
  name: string
  layer: Layer
  form: 'view' | 'keep' | 'file'
  sql: string
  /** path without the ending, of all files of the model */
  path: string
  /** relations named after `from` and `join`, own CTEs left out */
  references: string[]
}

export const modelsFolder = join(import.meta.dirname, '..', 'models')

/** The relations a query reads. */
export function referencesOf(sql: string): string[] {
  const bare = sql.replace(/--.*$/gm, '').replace(/'[^']*'/g, "''")
  const steps = new Set([...bare.matchAll(/(?:\bwith|,)\s+([a-z_][a-z0-9_]*)\s+as\s*\(/g)].map((match) => match[1]))
  const read = [...bare.matchAll(/\b(?:from|join)\s+([a-z_][a-z0-9_]*)/g)].map((match) => match[1] ?? '')
  return [...new Set(read)].filter((relation) => !steps.has(relation)).sort()
}

const typesOf = (columns: Record<string, ModelColumn>): ColumnTypes =>
  Object.fromEntries(Object.entries(columns).map(([column, { type }]) => [column, type]))
export const columnTypesOf = (model: Model): ColumnTypes => typesOf(model.columns)

/** The SQL of a model that says what another does, of other rows. Throws when the other has no such import. */
function sqlLike(path: string, imports: Record<string, string>): string {
  const query = stepsOf(readFileSync(path, 'utf8'))
  for (const [name, body] of Object.entries(imports)) {
    const step = query.steps.find((each) => each.name === name)
    if (!step || !isImport(query, step)) throw new Error(`${path} has no import ${name}`)
    step.body = body
  }
  return queryOf(query)
}

function readModel(folder: string, path: string, paths: readonly string[]): Model {
  const file = join(folder, path)
  const name = basename(path)
  const description = modelSchema.safeParse(parse(readFileSync(`${file}.yml`, 'utf8'), { schema: 'failsafe' }))
  if (!description.success) throw new Error(`模型说明 ${file}.yml 有误: ${z.prettifyError(description.error)}`)
  if (description.data.model !== name) throw new Error(`${file}: x.yml names the model ${description.data.model}`)
  const layer = layers.find((each) => path.startsWith(each + sep))
  if (!layer) throw new Error(`${file}: a model lies in ${layers.join(', ')}`)
  const { model: _name, publish: _publish, form, like, ...rest } = description.data
  const other = like && paths.find((each) => basename(each) === like.model)
  if (like && !other) throw new Error(`${file}: there is no model ${like.model}`)
  const sql = like && other ? sqlLike(join(folder, `${other}.sql`), like.imports) : readFileSync(`${file}.sql`, 'utf8')
  const own = form ?? (layer === 'marts' || rest.runs !== 'night' ? 'file' : layer === 'facts' ? 'keep' : 'view')
  return { ...rest, name, layer, form: own, sql, path: file, references: referencesOf(sql) }
}

/** Every model of the folder in an order in which each comes after what it reads. Throws on a cycle, naming it. */
export function loadModels(folder: string = modelsFolder): Model[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yml') && !path.endsWith('.cases.yml'))
    .map((path) => path.replace(/\.yml$/, ''))
    .sort()
  const models = new Map(paths.map((path) => readModel(folder, path, paths)).map((model) => [model.name, model]))
  const ordered: Model[] = []
  const visit = (model: Model, path: string[]) => {
    if (path.includes(model.name)) throw new Error(`models read each other in a circle: ${[...path, model.name].join(' → ')}`)
    if (ordered.includes(model)) return
    for (const relation of model.references) {
      const read = models.get(relation)
      if (read) visit(read, [...path, model.name])
    }
    ordered.push(model)
  }
  for (const model of models.values()) visit(model, [])
  return ordered
}

/** The model and everything it reads, directly or not. */
export function withSources(models: readonly Model[], name: string): Model[] {
  const wanted = new Set([name])
  for (const model of models.toReversed()) if (wanted.has(model.name)) for (const relation of model.references) wanted.add(relation)
  return models.filter((model) => wanted.has(model.name))
}
