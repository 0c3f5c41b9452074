import { setTimeout as sleep } from 'node:timers/promises'
import type { Home } from '../home.ts'
import { waitForHome, type Holder, type HomeLock } from '../home-lock.ts'
import { embeddedConnection, startEmbedded, type Connection } from './embedded.ts'
import { answers } from './embedded-process.ts'
import { openDatabases, type Databases } from './pools.ts'

const endingPatienceMs = 500

export interface OpenedDatabases {
  databases: Databases
  /** held when this process is the home's one server; undefined when it works beside a running server */
  lock: HomeLock | undefined
  /** ends the pools, the embedded server when it is ours, and gives the home back */
  close(): Promise<void>
}

export interface OpenOptions {
  env: NodeJS.ProcessEnv
  onWait: () => void
  onTrouble: (what: string) => void
}

/** Refusal of `openForServer`: the home has a server already. */
export class HomeTaken extends Error {
  readonly holder: Holder
  constructor(holder: Holder) {
    super('这个 LIUKE_HOME 已有一个留客在运行')
    this.holder = holder
  }
}

/** The bank's own PostgreSQL, where `DATABASE_URL` names one; the web's login there is `LIUKE_APP_DATABASE_URL`. */
const givenConnection = (env: NodeJS.ProcessEnv): Connection | undefined =>
  env['DATABASE_URL'] ? { url: env['DATABASE_URL'], appUrl: env['LIUKE_APP_DATABASE_URL'] || undefined } : undefined

/** For `liuke start`: takes the home for good. Throws {@link HomeTaken} when a server runs on it. */
export async function openForServer(home: Home, options: OpenOptions): Promise<OpenedDatabases & { lock: HomeLock }> {
  const lock = await waitForHome(home, 'server', options.onWait)
  if ('pid' in lock) throw new HomeTaken(lock)
  return { ...(await openLocked(home, lock, options)), lock }
}

/** For every other command: works beside a running server, else starts the embedded one for as long as the command runs. */
export async function openForCommand(home: Home, options: OpenOptions): Promise<OpenedDatabases> {
  const given = givenConnection(options.env)
  if (given) return besideServer(given, options)
  const lock = await waitForHome(home, 'command', options.onWait)
  if (!('pid' in lock)) return openLocked(home, lock, options)
  const connection = embeddedConnection(home.postgres)
  for (let waited = 0; !(await answers(connection.host, connection.database)); waited += 100) {
    if (waited > 60_000) throw new Error('正在运行的留客没有提供数据库，请稍后重试或重新启动它。')
    await sleep(100)
  }
  return besideServer(connection, options)
}

function besideServer(connection: Connection, options: OpenOptions): OpenedDatabases {
  const databases = openDatabases(connection, (error) => options.onTrouble(error.message))
  return { databases, lock: undefined, close: () => databases.close() }
}

async function openLocked(home: Home, lock: HomeLock, options: OpenOptions): Promise<OpenedDatabases> {
  const given = givenConnection(options.env)
  try {
    const onRestart = (reason: string) => options.onTrouble(`内置数据库意外退出（${reason}），正在重新启动`)
    const server = given ? undefined : await startEmbedded(home.postgres, { onRestart })
    const databases = openDatabases(given ?? embeddedConnection(home.postgres), (error) => options.onTrouble(error.message))
    const close = async () => {
      // a connection that is at work when we are asked to end does not hold us up: the server rolls it back
      await Promise.race([databases.close(), sleep(endingPatienceMs, undefined, { ref: false })])
      await server?.stop()
      lock.release()
    }
    return { databases, lock, close }
  } catch (error) {
    lock.release()
    throw error
  }
}
