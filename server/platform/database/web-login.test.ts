import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { openDatabases, type Databases } from './pools.ts'
import { webLogin } from './web-login.ts'

let databases: Databases
let ownerName = ''
let database = ''
beforeAll(async () => {
  databases = await testDatabase()
  const { rows } = await sql<{ role: string; database: string }>`select current_user as role, current_database() as database`.execute(
    databases.owner,
  )
  ownerName = rows[0]?.role ?? ''
  database = rows[0]?.database ?? ''
})

let asked = 0
/** Another text each time: `discard all` forgets what was prepared. */
const whoIs = async () =>
  (await sql.raw(`select session_user as session, current_user as current -- ${++asked}`).execute(databases.app)).rows[0]

describe('the web’s connection to the embedded database', () => {
  it('logs in as liuke_app, member of nothing, with no power of its own', async () => {
    expect(await whoIs()).toEqual({ session: 'liuke_app', current: 'liuke_app' })
    const { rows } = await sql`
      select r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls,
        (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships,
        (select count(*)::int from pg_class c where c.relowner = r.oid) as owned
      from pg_roles r where r.rolname = 'liuke_app'`.execute(databases.app)
    expect(rows).toEqual([
      { rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, rolbypassrls: false, memberships: 0, owned: 0 },
    ])
    expect(await webLogin(databases)).toEqual({ login: 'liuke_app', bound: true })
  })

  it.each(['reset role', 'set role none', 'set local role none', 'reset all', 'discard all', 'reset session authorization'])(
    '%s leads nowhere else',
    async (statement) => {
      await sql.raw(statement).execute(databases.app)
      for (let connection = 0; connection < 3; connection++) expect(await whoIs()).toEqual({ session: 'liuke_app', current: 'liuke_app' })
      await expect(sql.raw(`select from organisation.user_account -- ${++asked}`).execute(databases.app)).rejects.toThrow(
        /permission denied/,
      )
    },
  )

  it('cannot become the owner, lift row-level security, or reach the machine', async () => {
    for (const statement of [
      `set role ${ownerName}`,
      `set session authorization ${ownerName}`,
      `grant ${ownerName} to liuke_app`,
      'alter role liuke_app superuser',
      'alter table customer.customer disable row level security',
      'alter table audit.entry disable trigger all',
      'set session_replication_role = replica',
      'create extension dblink',
      'create role another',
      'create table public.mine ()',
      `copy (select 1) to program 'true'`,
      `select pg_read_file('postgresql.conf')`,
      `select lo_import('/etc/hostname')`,
    ]) {
      await expect(sql.raw(statement).execute(databases.app)).rejects.toThrow(/permission denied|must be owner|only roles with/i)
    }
    await sql`set row_security = off`.execute(databases.app)
    await expect(
      databases.app.transaction().execute(async (trx) => {
        await sql`set local row_security = off`.execute(trx)
        await sql`select from customer.customer`.execute(trx)
      }),
    ).rejects.toThrow(/row-level security/)
  })
})

describe('a bank’s own PostgreSQL', () => {
  const name = `web_${randomBytes(4).toString('hex')}`
  afterAll(() => sql.raw(`drop role ${name}`).execute(databases.owner))
  const urlAs = (user: string) => `postgresql://${user}@/${database}?host=${encodeURIComponent(inject('postgres').host)}`
  const opened = async <T>(connection: { url: string; appUrl?: string }, look: (opened: Databases) => Promise<T>): Promise<T> => {
    const made = openDatabases(connection, () => undefined)
    try {
      return await look(made)
    } finally {
      await made.close()
    }
  }

  it('gets the web a login of its own by a second address', async () => {
    await sql.raw(`create role ${name} login; grant liuke_app to ${name}`).execute(databases.owner)
    const found = await opened({ url: urlAs(ownerName), appUrl: urlAs(name) }, async (made) => ({
      web: await webLogin(made),
      works: (await sql<{ role: string }>`select current_user as role`.execute(made.app)).rows[0]?.role,
      owner: (await sql<{ role: string }>`select current_user as role`.execute(made.owner)).rows[0]?.role,
    }))
    expect(found).toEqual({ web: { login: name, bound: true }, works: 'liuke_app', owner: ownerName })
  })

  it('tells when the web shares the owner’s login, by one address or by two', async () => {
    for (const connection of [{ url: urlAs(ownerName) }, { url: urlAs(ownerName), appUrl: urlAs(ownerName) }])
      expect(await opened(connection, webLogin)).toEqual({ login: ownerName, bound: false })
  })
})
