import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbedded, type EmbeddedServer } from '../../server/platform/database/embedded.ts'
import { migrate } from '../../server/platform/database/migrate.ts'
import { migrationFiles } from '../../server/platform/database/migration-files.ts'
import { openDatabases, type Databases } from '../../server/platform/database/pools.ts'
import { projectDir } from '../../server/platform/home.ts'

/** A fresh embedded PostgreSQL with the settings people get, migrated, for one measurement. Its data is removed afterwards. */
export async function withPostgres<T>(folder: string, work: (server: EmbeddedServer, databases: Databases) => Promise<T>): Promise<T> {
  rmSync(folder, { recursive: true, force: true })
  const server = await startEmbedded(folder)
  let ending = false
  const databases = openDatabases(server.connection, (error) => {
    if (!ending) process.stderr.write(`${error.message}\n`)
  })
  try {
    await migrate(databases.ownerPool, migrationFiles(join(projectDir, 'server')))
    return await work(server, databases)
  } finally {
    ending = true
    await databases.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
