import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { tableNames } from './canonical.ts'
import type { TableName } from './canonical.ts'
import { fingerprintOf } from './catalog.ts'
import { dateForms } from './macros.ts'
import { movementTables } from './lake.ts'

const source = z
  .strictObject({
    /** file name; `{yyyymmdd}` `{yyyy}` `{mm}` `{dd}` `{quarter}` stand for the business date, `*` for anything */
    files: z.string(),
    format: z.enum(['csv', 'parquet']).default('csv'),
    delimiter: z
      .string()
      .refine((text) => Buffer.byteLength(text) >= 1 && Buffer.byteLength(text) <= 4, '一到四个字节')
      .default(','),
    trailing_delimiter: z.boolean().default(false),
    quote: z.string().length(1).nullable().default('"'),
    header: z.boolean().default(true),
    columns: z.array(z.string()).min(1).optional(),
    encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
    required: z.boolean().default(true),
  })
  .refine((value) => value.header || value.columns !== undefined || value.format === 'parquet', '没有表头时须列出 columns')

const cover = z.union([
  z.literal('business_date'),
  z.literal('month'),
  /** from the day after the newest earlier delivery; the first delivery covers from this date */
  z.strictObject({ first: z.iso.date() }),
])
const description = z.strictObject({
  bank: z.string(),
  /** the only dates this mapping can load, where the files do not tell their date themselves */
  business_dates: z.array(z.iso.date()).optional(),
  manifest: z
    .discriminatedUnion('style', [
      z.strictObject({ style: z.literal('none') }),
      z.strictObject({ style: z.literal('flag'), file: z.string(), separator: z.string().min(1) }),
    ])
    .default({ style: 'none' }),
  /** what `fen(text)` reads */
  unit: z.enum(['yuan', 'fen']).default('yuan'),
  /** what `day(text)` reads */
  date_form: z.enum(dateForms).default('yyyy-mm-dd'),
  /** dates that mean "none" */
  sentinels: z.array(z.iso.date()).default(['0001-01-01', '1900-01-01', '9999-12-31']),
  sources: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), source),
  covers: z.partialRecord(z.enum(movementTables), cover).default({}),
})
export type MappingDescription = z.infer<typeof description>
export type MappingSource = z.infer<typeof source>

export interface Mapping {
  name: string
  description: MappingDescription
  /** one SELECT per canonical table it knows */
  views: Partial<Record<TableName, string>>
  fingerprint: string
}

const mappingsDir = fileURLToPath(new URL('../mappings', import.meta.url))

/** Names of the mappings that come with Liuke or were added to `night/mappings`. */
export const mappingNames = (dir = mappingsDir): string[] =>
  readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

/**
 * Reads `night/mappings/<name>`. The fingerprint is of everything in it.
 * @throws Error with what to do, when there is no such mapping or its description is wrong
 */
export function readMapping(name: string, dir = mappingsDir): Mapping {
  const folder = join(dir, name)
  const path = join(folder, 'mapping.yaml')
  if (!/^[a-z][a-z0-9_-]*$/.test(name) || !existsSync(path)) {
    throw new Error(`没有映射 ${name}。可用的有: canonical, ${mappingNames(dir).join(', ')}；新映射放在 ${dir}/<名称>/mapping.yaml。`)
  }
  const text = readFileSync(path, 'utf8')
  const parsed = description.safeParse(parse(text))
  if (!parsed.success) throw new Error(`映射 ${path} 写错了:\n${z.prettifyError(parsed.error)}`)
  const views: Mapping['views'] = {}
  for (const table of tableNames) {
    const file = join(folder, `${table}.sql`)
    if (existsSync(file)) views[table] = readFileSync(file, 'utf8')
  }
  return { name, description: parsed.data, views, fingerprint: fingerprintOf([name, text, views]) }
}
