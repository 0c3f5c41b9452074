import { createHash } from 'node:crypto'
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Bytes at a Parquet file's end that surely hold its footer's statistics. */
const footerBytes = 65_536

/** What a file is, without reading all of it: its place in the lake, length, and the end that holds every column's statistics. */
export function fileIdentity(lakeDir: string, file: string): string {
  const handle = openSync(file, 'r')
  try {
    const { size } = fstatSync(handle)
    const tail = Buffer.alloc(Math.min(size, footerBytes))
    readSync(handle, tail, 0, tail.length, size - tail.length)
    return `${relative(lakeDir, file)} ${size} ${createHash('sha256').update(tail).digest('hex')}`
  } finally {
    closeSync(handle)
  }
}

export const hashOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)

/** The frozen results of a lake, and which of them this night has asked for. */
export interface Frozen {
  lakeDir: string
  /** file names below `lake/frozen` */
  used: Set<string>
}

export const frozenFolder = (lakeDir: string): string => join(lakeDir, 'frozen')

/**
 * Results that can never change for the same content: `lake/frozen/<name>-<month or day>-<hash of content>.parquet`. Built once, under another name first, so that a
 * half-written file is never taken for a whole one.
 */
export async function frozenFile(
  { lakeDir, used }: Frozen,
  name: string,
  content: unknown,
  build: (file: string) => Promise<unknown>,
): Promise<{ file: string; built: boolean }> {
  const folder = frozenFolder(lakeDir)
  const own = `${name}-${hashOf(content)}.parquet`
  used.add(own)
  const file = join(folder, own)
  if (existsSync(file)) return { file, built: false }
  mkdirSync(folder, { recursive: true })
  const unfinished = join(folder, `.${process.pid}-${name}.parquet`)
  await build(unfinished)
  renameSync(unfinished, file)
  return { file, built: true }
}
