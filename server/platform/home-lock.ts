import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Home } from './home.ts'

/** Who uses a home: `server` is `liuke start`, `command` any other command that had to start the database. */
export interface Holder {
  pid: number
  kind: 'server' | 'command'
  /** where the screens are served, once they are */
  address?: string
}

export interface HomeLock {
  /** tells the others where the screens are served */
  announce(address: string): void
  release(): void
}

const holderFile = (home: Home) => `${home.lockFile}.json`

/**
 * Takes the one lock of a home, or returns undefined when somebody holds it. The lock is the operating system's own (a write lock on
 * `home.lockFile`, held through SQLite), so it ends with the process however that ends and there is no stale lock to clear away.
 */
export function takeHomeLock(home: Home, kind: Holder['kind']): HomeLock | undefined {
  const file = new DatabaseSync(home.lockFile)
  try {
    file.exec('begin immediate')
  } catch (error) {
    file.close()
    if (/locked|busy/i.test(String(error))) return undefined
    throw error
  }
  const tell = (holder: Holder) => {
    writeFileSync(`${holderFile(home)}.new`, JSON.stringify(holder))
    renameSync(`${holderFile(home)}.new`, holderFile(home))
  }
  tell({ pid: process.pid, kind })
  return {
    announce: (address) => tell({ pid: process.pid, kind, address }),
    release: () => {
      rmSync(holderFile(home), { force: true })
      file.close()
    },
  }
}

/** Who holds the lock just now, as far as the holder has told. */
export function homeHolder(home: Home): Holder | undefined {
  try {
    return JSON.parse(readFileSync(holderFile(home), 'utf8')) as Holder
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Waits for a passing command to give the home back; gives up as soon as a server holds it, and then returns that server. */
export async function waitForHome(home: Home, kind: Holder['kind'], onWait: () => void): Promise<HomeLock | Holder> {
  let waited = false
  for (;;) {
    const lock = takeHomeLock(home, kind)
    if (lock) return lock
    const holder = homeHolder(home)
    if (holder?.kind === 'server') return holder
    if (!waited) onWait()
    waited = true
    await sleep(100)
  }
}
