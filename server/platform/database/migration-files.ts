import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

export interface MigrationFile {
  /** file name, which gives the order over all modules: `20261122-0900-name.sql` */
  name: string
  /** path from the project's folder, for people */
  path: string
  sha256: string
  source: string
}

const nameForm = /^\d{8}-\d{4}-[a-z0-9-]+\.sql$/

/** All migrations of the platform and of every module, in order. Throws on a name that has no place in the order and on two of one name. */
export function migrationFiles(serverDir: string): MigrationFile[] {
  const modules = join(serverDir, 'modules')
  const folders = [join(serverDir, 'platform', 'database', 'migrations')]
  if (existsSync(modules)) folders.push(...readdirSync(modules).map((name) => join(modules, name, 'migrations')))
  const files = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => read(serverDir, folder, name)))
  files.sort((a, b) => (a.name < b.name ? -1 : 1))
  files.forEach((file, index) => {
    const previous = files[index - 1]
    if (previous?.name === file.name) throw new Error(`两个数据库升级文件同名：${previous.path} 和 ${file.path}。请改名。`)
  })
  return files
}

function read(serverDir: string, folder: string, name: string): MigrationFile {
  const path = relative(join(serverDir, '..'), join(folder, name))
  if (!nameForm.test(name)) throw new Error(`数据库升级文件名不合规：${path}。应形如 20261122-0900-name.sql。`)
  const source = readFileSync(join(folder, name), 'utf8')
  return { name, path, source, sha256: createHash('sha256').update(source).digest('hex') }
}
