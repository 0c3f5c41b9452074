import { chownSync, lstatSync, mkdirSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nobody } from './launch-plan.ts'

/** Socket paths end at 107 bytes; the name below plus `/.s.PGSQL.5432.lock` takes 45. */
const longestTemporary = 60

/**
 * The private folder of a data directory's socket: short whatever the home is called, and the same for every process of this user.
 */
export function socketDirOf(dataDir: string): string {
  const temporary = Buffer.byteLength(tmpdir()) <= longestTemporary ? tmpdir() : '/tmp'
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  return join(temporary, `liuke-${process.getuid?.() ?? 0}-${name}`)
}

/**
 * Makes the socket's folder, 0700. Whoever can put a socket there is taken for our database, so a folder that somebody else made is refused.
 */
export function makeSocketDir(path: string, owner: { uid: number; gid: number }): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const found = lstatSync(path)
  const self = process.getuid?.() ?? 0
  // as root the folder may still be the unprivileged user's of an earlier way of starting (launch-plan.ts)
  const ours = self === 0 ? [0, owner.uid, nobody.uid] : [self]
  if (!found.isDirectory() || !ours.includes(found.uid) || (found.mode & 0o077) !== 0) {
    throw new Error(`临时目录 ${path} 不属于当前用户或权限过宽，数据库不能使用它。请删除该目录后重试。`)
  }
  if (found.uid !== owner.uid) chownSync(path, owner.uid, owner.gid)
}
