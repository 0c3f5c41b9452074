import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { embeddedBinaries } from './embedded-binaries.ts'
import { clusterOwner, ensureCluster } from './embedded-cluster.ts'
import { endServer, runServer } from './embedded-process.ts'
import { embeddedSettings } from './embedded-settings.ts'
import { chooseLaunchPlan } from './launch-plan.ts'
import { makeSocketDir, socketDirOf } from './socket-dir.ts'
import { makeTraversable } from './traversable.ts'
import { ensureAppLogin } from './app-role.ts'

/**
 * How to reach a server: `url` for a bank's own, with `appUrl` where the web has a login of its own; socket folder, user and database for the
 * embedded one.
 */
export type Connection = { url: string; appUrl?: string | undefined } | { host: string; user: string; database: string }

export interface EmbeddedServer {
  connection: { host: string; user: string; database: string }
  pid(): number | undefined
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** false gives up durability for speed: tests only */
  durable?: boolean
  /** told when the server went away by itself and was started again */
  onRestart?: (reason: string) => void
}

/** Connection to the embedded server of a folder, running or not. */
export const embeddedConnection = (folder: string) => ({ host: socketDirOf(join(folder, 'data')), user: clusterOwner, database: 'liuke' })

/**
 * Starts the PostgreSQL that comes with Liuke on `folder` (made when missing), reachable by a private unix socket and by nothing else. It ends
 * with this process however this process ends; when it ends by itself it is started again. Call only while holding the home's lock.
 */
export async function startEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const durable = options.durable ?? true
  const binaries = embeddedBinaries()
  const plan = chooseLaunchPlan()
  const dataDir = join(folder, 'data')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (plan.owner.uid !== process.getuid?.()) makeTraversable(folder)
  await ensureCluster(binaries.initdb, dataDir, plan, durable)
  const socketDir = socketDirOf(dataDir)
  makeSocketDir(socketDir, plan.owner)
  const files = { postgres: binaries.postgres, dataDir, socketDir, logFile: join(folder, 'server.log') }
  const run = () => runServer(files, embeddedSettings(durable), plan)

  let child = await run()
  let stopping = false
  const watch = () => {
    child.once('exit', (code, signal) => {
      if (!stopping) void restart(`${signal ?? code}`)
    })
  }
  const restart = async (reason: string) => {
    options.onRestart?.(reason)
    await sleep(200)
    if (stopping) return
    child = await run()
    watch()
  }
  watch()
  await ensureDatabase(socketDir)
  return {
    connection: embeddedConnection(folder),
    pid: () => child.pid,
    stop: () => {
      stopping = true
      return endServer(child)
    },
  }
}

async function ensureDatabase(host: string): Promise<void> {
  const client = new pg.Client({ host, user: clusterOwner, database: 'postgres' })
  await client.connect()
  try {
    const found = await client.query(`select 1 from pg_database where datname = 'liuke'`)
    if (found.rowCount === 0) await client.query('create database liuke')
    await ensureAppLogin(client)
  } finally {
    await client.end()
  }
}
