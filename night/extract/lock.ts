import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDuckdb } from '../engines/duckdb.ts'
import type { Duckdb } from '../engines/duckdb.ts'

const here = new Set<string>()

/** Another load holds the lake. `pid` is the other's process id, when it is known. */
class LakeBusyError extends Error {
  readonly pid: number | undefined
  constructor(lakeDir: string, pid: number | undefined) {
    super(`另一个装载正在使用数据湖 ${lakeDir}(进程 ${pid ?? '未知'})。等它结束后再试。`)
    this.name = 'LakeBusyError'
    this.pid = pid
  }
}

async function hold(path: string, lakeDir: string, again: boolean): Promise<Duckdb> {
  try {
    return await openDuckdb({ path, threads: 1 })
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    if (/lock/i.test(text)) throw new LakeBusyError(lakeDir, Number(/PID (\d+)/.exec(text)?.[1]) || undefined)
    if (!again) throw error
    // Nobody holds it, yet it cannot be opened: a load was killed while it made the file.
    rmSync(path, { force: true })
    rmSync(`${path}.wal`, { force: true })
    return hold(path, lakeDir, false)
  }
}

/**
 * Holds the lake for one load. The lock is an exclusively opened database file: the operating system releases it with the process.
 * @returns a function that lets go; @throws {LakeBusyError} when another load, here or in another process, holds it
 */
export async function lockLake(lakeDir: string): Promise<() => void> {
  mkdirSync(lakeDir, { recursive: true })
  const lake = realpathSync(lakeDir)
  if (here.has(lake)) throw new LakeBusyError(lakeDir, process.pid)
  here.add(lake)
  try {
    const database = await hold(join(lake, 'lock.duckdb'), lakeDir, true)
    return () => {
      database.close()
      here.delete(lake)
    }
  } catch (error) {
    here.delete(lake)
    throw error
  }
}
