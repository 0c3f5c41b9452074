import { availableParallelism } from 'node:os'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { eagerPool } from './eager-client.ts'
import type { Connection } from './embedded.ts'
import { setTypeParsers } from './parsers.ts'
import { appRole } from './app-role.ts'

/**
 * A database handle without tables: a module names its own by `database.withTables<ItsTables>()`. Whether row-level security applies depends
 * on which of {@link Databases} it is.
 */
export type Database = Kysely<unknown>

export interface Databases {
  /** owns the tables: migrations, publish, sign-in; row-level security does not bind it */
  owner: Database
  /** the same connections, raw, for COPY */
  ownerPool: pg.Pool
  /** role `liuke_app`: all that people do on the screens, always inside `withScope` */
  app: Database
  close(): Promise<void>
}

const pipelined = new WeakSet<Database>()

/** Whether statements may be sent over the connections of this handle before those before them are answered. */
export const isPipelined = (database: Database): boolean => pipelined.has(database)

const asOwner = (connection: Connection): pg.PoolConfig => ('url' in connection ? { connectionString: connection.url } : connection)

/** In a cluster of our own the web logs in as its role; in a bank's it takes the role on, best from a login of its own (`appUrl`). */
const asApp = (connection: Connection): pg.PoolConfig =>
  'url' in connection
    ? { connectionString: connection.appUrl ?? connection.url, options: `-c role=${appRole}` }
    : { ...connection, user: appRole }

/** What the screens ask is prepared and planned in the web's connections: they outlast ten quiet minutes. */
const quietSeconds = { owner: 30, app: 600 }

/**
 * How many statements of the screens run at once. An embedded server shares the cores with us: more than a few a core at a time only take turns, and all answers come
 * late (lists at 20 at once on two cores: p95 159 ms with 20 connections, 88 with 8; bench/web).
 */
const appConnections = (connection: Connection): number =>
  'url' in connection ? 20 : Math.min(20, Math.max(8, 4 * availableParallelism()))

/**
 * Opens both pools. Connections are made when first needed; `onError` hears of idle connections that broke (they are replaced). Who has many databases open at once
 * lets connections go sooner (`idleSeconds`).
 */
export function openDatabases(connection: Connection, onError: (error: Error) => void, idleSeconds = quietSeconds): Databases {
  setTypeParsers()
  // a server that stops while connections are being closed tells the last of them so
  let closing = false
  const pool = (max: number, { options = '', ...login }: pg.PoolConfig, settings: string, quiet: number) => {
    const made = new pg.Pool({
      ...login,
      max,
      options: `${settings} ${options}`.trimEnd(),
      application_name: 'liuke',
      idleTimeoutMillis: quiet * 1000,
    })
    made.on('error', (error) => closing || onError(error))
    return made
  }
  const settings = '-c timezone=Asia/Shanghai -c jit=off'
  const ownerPool = pool(10, asOwner(connection), settings, idleSeconds.owner)
  const appPool = pool(
    appConnections(connection),
    { ...asApp(connection), pipeline: true },
    `${settings} -c statement_timeout=30s`,
    idleSeconds.app,
  )
  const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: ownerPool }) })
  const app = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: eagerPool(appPool) }) })
  pipelined.add(app)
  const close = async () => {
    closing = true
    await Promise.all([owner.destroy(), app.destroy()])
  }
  return { owner, ownerPool, app, close }
}
