import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { ColumnTypes } from '../engines/engine.ts'

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
  publish: z.unknown().optional(),
  columns: z.record(z.string(), columnSchema),
  /** named queries over models that return the offending rows */
  checks: z.record(z.string(), z.string()).default({}),
})
export type ModelColumn = z.infer<typeof columnSchema>

export interface Model extends Omit<z.infer<typeof modelSchema>, 'form' | 'model' | 'publish'> {
  name: string
  layer: Layer
  form: 'view' | 'keep' | 'file'
  sql: string
  /** path of the SQL file */
  file: string
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

function readModel(folder: string, path: string): Model {
  const file = join(folder, path)
  const name = basename(path, '.sql')
  const description = modelSchema.safeParse(parse(readFileSync(file.replace(/\.sql$/, '.yml'), 'utf8'), { schema: 'failsafe' }))
  if (!description.success) throw new Error(`模型说明 ${file.replace(/\.sql$/, '.yml')} 有误: ${z.prettifyError(description.error)}`)
  if (description.data.model !== name) throw new Error(`${file}: x.yml names the model ${description.data.model}`)
  const layer = layers.find((each) => path.startsWith(each + sep))
  if (!layer) throw new Error(`${file}: a model lies in ${layers.join(', ')}`)
  const { model: _name, publish: _publish, form, ...rest } = description.data
  const sql = readFileSync(file, 'utf8')
  const own = form ?? (layer === 'marts' || rest.runs !== 'night' ? 'file' : layer === 'facts' ? 'keep' : 'view')
  return { ...rest, name, layer, form: own, sql, file, references: referencesOf(sql) }
}

/** Every model of the folder in an order in which each comes after what it reads. Throws on a cycle, naming it. */
export function loadModels(folder: string = modelsFolder): Model[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .sort()
  const models = new Map(paths.map((path) => readModel(folder, path)).map((model) => [model.name, model]))
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
