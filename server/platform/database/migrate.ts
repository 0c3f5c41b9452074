import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { MigrationFile } from './migration-files.ts'
import { splitStatements, type Statement } from './statements.ts'

/** 'liuke' in ASCII: the advisory lock that lets one process migrate at a time. */
const lockKey = '465490865509'

const insufficientPrivilege = '42501'

export class MigrationError extends Error {}

/**
 * Brings the database up to the files: each unapplied one in its own transaction, in order. Several processes may call this at once: one works,
 * the others wait and find nothing left. Returns the names applied. Throws {@link MigrationError} naming file and line when one fails, and
 * naming the file when an applied one was edited or is missing; what was applied before stays.
 */
export async function migrate(pool: pg.Pool, files: readonly MigrationFile[], onApplied?: (name: string) => void): Promise<string[]> {
  const client = await pool.connect()
  try {
    await lock(client)
    await prepare(client)
    const pending = pendingOf(files, await appliedMigrations(client))
    for (const file of pending) {
      await apply(client, file)
      onApplied?.(file.name)
    }
    return pending.map((file) => file.name)
  } finally {
    await client.query('select pg_advisory_unlock_all()')
    client.release()
  }
}

/** A waiter inside pg_advisory_lock() would hold a snapshot and block CREATE INDEX CONCURRENTLY elsewhere, hence the polling. */
async function lock(client: pg.PoolClient): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ locked: boolean }>(`select pg_try_advisory_lock(${lockKey}) as locked`)
    if (rows[0]?.locked) return
    await sleep(100)
  }
}

async function prepare(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('create schema if not exists platform')
    await client.query(
      'create table if not exists platform.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    )
  } catch (cause) {
    if ((cause as pg.DatabaseError).code !== insufficientPrivilege) throw cause
    throw new MigrationError('数据库用户没有在这个库中建表的权限。请由管理员执行：grant create on database <库名> to <用户>;', { cause })
  }
}

/** Names and checksums of what this database has; empty before the first migration. */
export async function appliedMigrations(client: Pick<pg.PoolClient, 'query'>): Promise<Map<string, string>> {
  const found = await client.query<{ there: boolean }>(`select to_regclass('platform.migration') is not null as there`)
  if (!found.rows[0]?.there) return new Map()
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from platform.migration')
  return new Map(rows.map((row) => [row.name, row.sha256]))
}

/** The files not yet applied. Throws when an applied one was edited or is gone: history cannot be changed, only added to. */
export function pendingOf(files: readonly MigrationFile[], applied: ReadonlyMap<string, string>): MigrationFile[] {
  for (const file of files) {
    const sha256 = applied.get(file.name)
    if (sha256 !== undefined && sha256 !== file.sha256) {
      throw new MigrationError(`${file.path} 在执行之后被修改过，已停止。请恢复原文件，改动写成新的升级文件。`)
    }
  }
  const known = new Set(files.map((file) => file.name))
  const missing = [...applied.keys()].filter((name) => !known.has(name))
  if (missing.length > 0) throw new MigrationError(`数据库执行过程序里没有的升级文件：${missing.join('、')}。请使用同一版本或更新的程序。`)
  return files.filter((file) => !applied.has(file.name))
}

async function apply(client: pg.PoolClient, file: MigrationFile): Promise<void> {
  let current: Statement = { text: '', line: 1 }
  await client.query('begin')
  try {
    for (current of splitStatements(file.source)) await client.query(current.text)
    await client.query('insert into platform.migration (name, sha256) values ($1, $2)', [file.name, file.sha256])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    const { message, position } = cause as pg.DatabaseError
    const line = current.line + current.text.slice(0, Number(position ?? 1) - 1).split('\n').length - 1
    throw new MigrationError(`数据库升级失败，${file.path} 第 ${line} 行：${message}`, { cause })
  }
}
