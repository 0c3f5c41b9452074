import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { openDatabases, type Databases } from '../../server/platform/database/pools.ts'
import { templateName } from './server.ts'

/** Files that run beside each other have many databases open: connections nobody uses are let go. */
const idleSeconds = { owner: 2, app: 2 }

/**
 * A fresh migrated database for one test file: `const { owner, app } = await testDatabase()` at its top or in `beforeAll`. Dropped after the
 * file's tests. `owner` goes around row-level security, `app` is what the web uses (see `withScope`).
 */
export async function testDatabase(): Promise<Databases> {
  const server = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(server, `create database ${name} template ${templateName} strategy file_copy`)
  const broken: Error[] = []
  const databases = openDatabases({ ...server, database: name }, (error) => broken.push(error), idleSeconds)
  afterAll(async () => {
    await databases.close()
    await asAdmin(server, `drop database ${name} with (force)`)
    if (broken[0]) throw broken[0]
  })
  return databases
}

/** An empty database, not migrated. Returns its connection; dropped after the file's tests. */
export async function emptyDatabase(): Promise<{ host: string; user: string; database: string }> {
  const server = inject('postgres')
  const database = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(server, `create database ${database}`)
  afterAll(() => asAdmin(server, `drop database ${database} with (force)`))
  return { ...server, database }
}

async function asAdmin(server: { host: string; user: string }, statement: string): Promise<void> {
  const admin = new pg.Client({ ...server, database: 'postgres' })
  await admin.connect()
  try {
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}
