import { sql } from 'kysely'
import type { Databases } from './pools.ts'

export interface WebLogin {
  /** what the web's connections logged in as */
  login: string
  /** whatever a statement does, it cannot act as an owner of tables, nor go around row-level security, nor make roles */
  bound: boolean
}

/** What the web's connections log in as, and whether the role can be left: see docs/operations.md. */
export async function webLogin({ app }: Pick<Databases, 'app'>): Promise<WebLogin> {
  const { rows } = await sql<WebLogin>`
    select r.rolname as login, not (r.rolsuper or r.rolbypassrls or r.rolcreaterole) and not exists (
      select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' and pg_has_role(r.oid, c.relowner, 'member')) as bound
    from pg_roles r where r.rolname = session_user`.execute(app)
  const [row] = rows
  if (!row) throw new Error('the session has no role')
  return row
}
