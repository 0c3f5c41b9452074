import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { opendir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'

export const manifestName = 'backup.json'

const manifestSchema = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  version: z.string(),
  /** whether the embedded database is in it; a bank's own PostgreSQL has a backup of its own */
  database: z.enum(['embedded', 'external']),
  /** the newest audit anchor, as `liuke audit verify --noted` takes it; null when nothing was ever recorded */
  anchor: z.string().nullable(),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof manifestSchema>

/** Lists every file of a backup with its length and SHA-256 and writes the list beside them: the last thing a backup does. */
export async function sealBackup(folder: string, about: Omit<Manifest, 'format' | 'files'>): Promise<Manifest> {
  const files: Manifest['files'] = []
  for (const path of await filesIn(folder))
    files.push({ path, bytes: (await stat(join(folder, path))).size, sha256: await sha256(join(folder, path)) })
  const manifest: Manifest = { format: 1, ...about, files }
  await writeFile(join(folder, manifestName), JSON.stringify(manifest), { mode: 0o600 })
  return manifest
}

/** The list of a backup. Throws when the folder is none. */
export const readManifest = async (folder: string): Promise<Manifest> =>
  manifestSchema.parse(JSON.parse(await readFile(join(folder, manifestName), 'utf8')))

/** The files that are missing, were changed, or do not belong. Empty: the backup is whole. */
export async function damagedFiles(folder: string, { files }: Manifest): Promise<string[]> {
  const there = new Set(await filesIn(folder))
  const damaged: string[] = []
  for (const { path, sha256: noted } of files) {
    if (!there.delete(path)) damaged.push(path)
    else if ((await sha256(join(folder, path))) !== noted) damaged.push(path)
  }
  return [...damaged, ...there].filter((path) => path !== manifestName)
}

async function filesIn(folder: string, path = ''): Promise<string[]> {
  const found: string[] = []
  for await (const entry of await opendir(join(folder, path))) {
    const inside = path ? `${path}/${entry.name}` : entry.name
    if (entry.isDirectory()) found.push(...(await filesIn(folder, inside)))
    else found.push(inside)
  }
  return found.sort()
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
