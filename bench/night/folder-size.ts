import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of all files below a folder; a file that goes meanwhile counts nothing. */
export function bytesBelow(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, stat) => sum + (stat?.isFile() ? stat.size : 0), 0)
}

/** Looks at a folder once a second until `end` tells the most bytes it held. */
export function watchFolder(folder: string): { end: () => number } {
  let most = 0
  const timer = setInterval(() => (most = Math.max(most, bytesBelow(folder))), 1000)
  return {
    end() {
      clearInterval(timer)
      return most
    },
  }
}
