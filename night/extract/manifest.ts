import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { tableNames } from './canonical.ts'
import type { TableName } from './canonical.ts'
import type { Problems } from './problems.ts'

const date = z.iso.date()
const manifestTable = z.strictObject({
  files: z.array(z.string().regex(/^[^/\\]+$/, '只写文件名')).min(1),
  rows: z.number().int().nonnegative(),
  control_sum: z.union([z.string().regex(/^-?\d+$/), z.number().int()]).optional(),
  covers_from: date.optional(),
  covers_to: date.optional(),
})
const manifestSchema = z.strictObject({
  format: z.literal('liuke-extract/1'),
  business_date: date,
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  tables: z.record(z.string(), manifestTable),
})
/** `manifest.json` of a canonical delivery. `control_sum` is in whole fen; text is safest, a number must be exact. */
export type Manifest = z.infer<typeof manifestSchema>
export type ManifestTable = z.infer<typeof manifestTable>
export const manifestFile = 'manifest.json'

const isTable = (name: string): name is TableName => (tableNames as string[]).includes(name)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Reads and checks the manifest of a canonical delivery; on any problem it is added and undefined comes back. */
export function readManifest(from: string, problems: Problems): Manifest | undefined {
  const path = join(from, manifestFile)
  const bad = (column: string | null, found: string, expected: string) =>
    problems.add({ file: manifestFile, line: null, column, code: 'bad_manifest', found, expected })
  if (!existsSync(path)) {
    problems.add({
      file: manifestFile,
      line: null,
      column: null,
      code: 'not_there_yet',
      found: '没有',
      expected: `${from} 中的 ${manifestFile}`,
    })
    return undefined
  }
  const content = parse(readFileSync(path, 'utf8'))
  if (content instanceof Error) {
    bad(null, content.message, 'JSON')
    return undefined
  }
  const manifest = manifestSchema.safeParse(content)
  if (!manifest.success) {
    for (const issue of manifest.error.issues) bad(issue.path.join('.') || null, issue.message, '见 docs/extract.md 的样例')
    return undefined
  }
  for (const name of Object.keys(manifest.data.tables)) {
    if (!isTable(name))
      problems.add({ file: manifestFile, line: null, column: name, code: 'unknown_table', found: name, expected: tableNames.join(', ') })
  }
  return manifest.data
}
