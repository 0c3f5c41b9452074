import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../home.ts'

/** A key of 256 bits and the name it is known by: the beginning of its hash. */
export interface Key {
  name: string
  bytes: Buffer
}

/** The keys that secrets are sealed with: the first seals, all of them open. */
export type KeyRing = readonly [Key, ...Key[]]

const keyBytes = 32

/** Where the keys are: the file that `LIUKE_SECRET_FILE` names, else `secret.keys` in LIUKE_HOME. */
export const keyFileOf = (home: Home, env: NodeJS.ProcessEnv): string => env['LIUKE_SECRET_FILE'] || join(home.root, 'secret.keys')

const keyOf = (bytes: Buffer): Key => ({ name: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes })
export const newKey = (): Key => keyOf(randomBytes(keyBytes))

/** Reads a key file: one key a line in base64, the one in use first. Throws, never showing what it read, when a line is no key. */
export function readKeyRing(path: string): KeyRing {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const [first, ...others] = lines.map((line, index) => {
    const bytes = Buffer.from(line, 'base64')
    if (bytes.length !== keyBytes || bytes.toString('base64') !== line)
      throw new Error(`密钥文件 ${path} 第 ${index + 1} 行不是密钥（每行应为 32 字节的 base64）`)
    return keyOf(bytes)
  })
  if (!first) throw new Error(`密钥文件 ${path} 是空的`)
  return [first, ...others]
}

/** The ring of a key file; a file that is not there yet is made with one new key, readable by its owner only. */
export function openKeyRing(path: string): KeyRing {
  if (!existsSync(path)) createOnce(path)
  return readKeyRing(path)
}

/** Replaces a key file at once, so that a reader finds the old ring or the new one. */
export function writeKeyRing(path: string, ring: KeyRing): void {
  const fresh = freshFile(path, ring)
  renameSync(fresh, path)
}

/** Two processes may find no file at the same moment: the one that comes second takes the first one's. */
function createOnce(path: string): void {
  const fresh = freshFile(path, [newKey()])
  try {
    linkSync(fresh, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(fresh)
  }
}

function freshFile(path: string, ring: KeyRing): string {
  const fresh = `${path}.${process.pid}.new`
  writeFileSync(fresh, `${ring.map(({ bytes }) => bytes.toString('base64')).join('\n')}\n`, { mode: 0o600 })
  chmodSync(fresh, 0o600)
  return fresh
}
