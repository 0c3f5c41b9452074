import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Keep } from './retention.ts'

/** A mart that people see: where its rows go and how long they stay. */
export interface PublishedModel {
  /** model name, also the name of its Parquet file */
  model: string
  schema: string
  table: string
  keep: Keep
  /** declared columns, in order */
  columns: string[]
}

const identifier = /^[a-z_][a-z0-9_]*$/
const declaration = z.object({
  model: z.string().regex(identifier),
  publish: z
    .object({
      table: z.string().regex(/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/),
      keep: z.object({ dates: z.number().int().min(1), month_ends: z.number().int().min(1).optional() }),
    })
    .optional(),
  columns: z.record(z.string().regex(identifier), z.unknown()),
})

/**
 * Reads the `publish:` declarations of `<modelsDir>/marts/**` in order of file name. Marts without one are not published.
 * Throws with the file's name when a declaration is malformed.
 */
export function publishedModels(modelsDir: string): PublishedModel[] {
  const folder = join(modelsDir, 'marts')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.yml') && !name.endsWith('.cases.yml'),
  )
  return files.sort().flatMap((name) => {
    const read = declaration.safeParse(parse(readFileSync(join(folder, name), 'utf8')))
    if (!read.success) throw new Error(`模型说明 marts/${name} 不完整：${z.prettifyError(read.error)}`)
    const { model, publish, columns } = read.data
    if (!publish) return []
    const [schema = '', table = ''] = publish.table.split('.')
    const keep = { dates: publish.keep.dates, monthEnds: publish.keep.month_ends ?? 0 }
    return [{ model, schema, table, keep, columns: Object.keys(columns) }]
  })
}
