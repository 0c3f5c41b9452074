/** A small bank served for the bench: its own PostgreSQL below a folder of its own, gone when the bench ends. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { composeServer } from '../../server/main.ts'
import { insertAccount } from '../../server/modules/organisation/account.sql.ts'
import { hashPassword } from '../../server/modules/organisation/password.ts'
import { startEmbedded } from '../../server/platform/database/embedded.ts'
import { migrationFiles } from '../../server/platform/database/migration-files.ts'
import { migrate } from '../../server/platform/database/migrate.ts'
import { openDatabases } from '../../server/platform/database/pools.ts'
import { projectDir } from '../../server/platform/home.ts'
import { listenFrom } from '../../server/platform/http/listen.ts'
import { publishBank } from '../../test/support/published-bank.ts'

const people = 40
const password = 'bench-kettle-42'
const folder = mkdtempSync(join(tmpdir(), 'liuke-bench-'))
const cluster = await startEmbedded(folder)
const databases = openDatabases(cluster.connection, (error) => process.stderr.write(`${error.message}\n`))
await migrate(databases.ownerPool, migrationFiles(join(projectDir, 'server')))
await publishBank(databases)
const passwordHash = await hashPassword(password)
const logins = Array.from({ length: people }, (_none, n) => `bench-${n}`)
for (const login of logins)
  await insertAccount(databases.owner, { login, name: login, role: 'head_office', institutionId: 1, staffId: null, passwordHash })
const { rows } = await sql<{ id: string }>`select customer_id::text as id from customer.customer limit 100`.execute(databases.owner)
const server = await composeServer({
  databases,
  screens: { folder, progress: [] },
  report: (_id, error) => process.stderr.write(`${String(error)}\n`),
  signInsPerMinute: 1_000_000,
  background: false,
})
const port = await listenFrom(server, '127.0.0.1', 17_700)
process.send?.({ url: `http://127.0.0.1:${port}`, logins, password, customers: rows.map(({ id }) => id) })
process.once('message', () => void end())

async function end(): Promise<void> {
  await server.close()
  await databases.close()
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
}
