import { accessSync, chmodSync, constants, lstatSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Sees to it that another user (the one PostgreSQL runs as) can reach `folder`: opens the home itself for passing through, and throws naming
 * the first folder further up that is closed.
 */
export function makeTraversable(folder: string): void {
  const home = dirname(folder)
  accessSync(home, constants.W_OK)
  chmodSync(home, (lstatSync(home).mode & 0o777) | 0o011)
  for (let at = dirname(home); at !== dirname(at); at = dirname(at)) {
    if ((lstatSync(at).mode & 0o001) === 0) {
      throw new Error(`内置数据库以普通用户运行，无法进入目录 ${at}。请把 LIUKE_HOME 设到其他位置，或用普通用户启动。`)
    }
  }
}
