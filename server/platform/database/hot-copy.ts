import { constants } from 'node:fs'
import { copyFile, mkdir, opendir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'

/** Made anew by every start, or belonging to the running server alone: their folders are kept, what is in them is not. */
const emptied = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'])
const left = /^(postmaster\.(pid|opts)|pgsql_tmp.*|pg_internal\.init(\.\d+)?|backup_label.*|tablespace_map.*)$/

/**
 * Copies a running cluster's files so that a server started on `target` recovers to the moment the copy ended: PostgreSQL's own low-level base
 * backup, with the log written meanwhile (held back by a slot of this session). `client` is a superuser's connection of its own; `dataDir` is
 * that server's. People and nights go on working. Throws, with `target` to be thrown away, when anything fails.
 */
export async function hotCopy(client: pg.ClientBase, dataDir: string, target: string): Promise<void> {
  await client.query(`select pg_create_physical_replication_slot('liuke_backup_' || pg_backend_pid(), true, true)`)
  const { rows: begun } = await client.query<{ wal: string }>(`select pg_walfile_name(pg_backup_start('liuke', true)) as wal`)
  await copyTree(dataDir, target, '')
  const { rows: ended } = await client.query<{ wal: string; label: string }>(
    `select pg_walfile_name(lsn) as wal, labelfile as label from pg_backup_stop(false)`,
  )
  const [first, last] = [begun[0]?.wal ?? '', ended[0]?.wal ?? '']
  await mkdir(join(target, 'pg_wal', 'archive_status'), { recursive: true, mode: 0o700 })
  for await (const { name } of await opendir(join(dataDir, 'pg_wal')))
    if ((/^[0-9A-F]{24}$/.test(name) && name >= first && name <= last) || name.endsWith('.history'))
      await copyFile(join(dataDir, 'pg_wal', name), join(target, 'pg_wal', name), constants.COPYFILE_FICLONE)
  await writeFile(join(target, 'backup_label'), ended[0]?.label ?? '', { mode: 0o600 })
}

async function copyTree(from: string, to: string, path: string): Promise<void> {
  await mkdir(join(to, path), { recursive: true, mode: 0o700 })
  if (emptied.has(path)) return
  for await (const entry of await opendir(join(from, path))) {
    if (left.test(entry.name)) continue
    const inside = path ? `${path}/${entry.name}` : entry.name
    if (entry.isDirectory()) await copyTree(from, to, inside)
    else await copyIfThere(join(from, inside), join(to, inside))
  }
}

/** Tables dropped meanwhile take their files with them; the log that is copied afterwards knows of it. */
async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
