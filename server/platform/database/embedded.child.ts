import { startEmbedded } from './embedded.ts'
import pg from 'pg'

/** A process for the tests to kill: starts a server on the folder it is given, then says each row that was acknowledged. */
const [folder = ''] = process.argv.slice(2)
const server = await startEmbedded(folder)
const client = new pg.Client(server.connection)
await client.connect()
await client.query('create table if not exists acked (n int)')
process.stdout.write(`pid ${server.pid()}\n`)
for (let n = 0; ; n++) {
  await client.query('insert into acked values ($1)', [n])
  process.stdout.write(`${n}\n`)
}
