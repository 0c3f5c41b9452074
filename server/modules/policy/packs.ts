import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { businessDate } from '../../platform/contract/terms.ts'
import type { PolicyRow } from './policy.rules.ts'

const packFile = z.array(
  z.strictObject({
    key: z.string().regex(/^[a-z0-9_.]+$/),
    valid_from: businessDate,
    version: z.int().min(1).default(1),
    value: z.union([z.int(), z.string().min(1)]).transform(String),
    unit: z.string().min(1),
    source: z.string().min(1),
  }),
)

const packsFolder = join(import.meta.dirname, 'packs')
/** The pack that the others are written against: they hold only what differs from it. */
export const basePack = 'cn'

/** The names of the regulation packs. */
export const packNames = (): string[] =>
  readdirSync(packsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

/** All default rows of a regulation pack. Throws on a pack that is not there. */
export function packRows(name: string): PolicyRow[] {
  const folder = join(packsFolder, name)
  if (!packNames().includes(name) || !existsSync(folder)) throw new Error(`没有政策包 ${name}，可用的有：${packNames().join('、')}`)
  const base = readPackFolder(join(packsFolder, basePack))
  if (name === basePack) return base
  const own = readPackFolder(folder)
  const replaced = new Set(own.map(({ key }) => key))
  return [...base.filter(({ key }) => !replaced.has(key)), ...own]
}

/** The rows of one folder. Throws, naming the row, on one that is not well formed and on two of one key, day and version. */
export function readPackFolder(folder: string): PolicyRow[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const rows = files.sort().flatMap((name) => packFile.parse(parse(readFileSync(join(folder, name), 'utf8'))))
  const seen = new Set<string>()
  return rows.map(({ valid_from: validFrom, ...row }) => {
    const name = `${row.key} ${validFrom} v${row.version}`
    if (seen.has(name)) throw new Error(`${folder}: 政策 ${name} 重复`)
    seen.add(name)
    return { ...row, validFrom }
  })
}
