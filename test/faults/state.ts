import { sql } from 'kysely'
import type { Databases } from '../../server/platform/database/pools.ts'

/** Of every table a sum of all its rows' hashes with their number, and of the catalogue who owns and may use what. */
export type State = Record<string, string>

export async function stateOf({ owner }: Databases): Promise<State> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname not like 'pg_%'`.execute(
    owner,
  )
  const state: State = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ sum: string }>`
      select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as sum from ${sql.raw(name)} t`.execute(owner)
    state[name] = rows[0]?.sum ?? ''
  }
  const { rows } = await sql<{ sum: string }>`
    select md5(string_agg(x, ';' order by x)) as sum from (
      select format('%s %s %s %s', relname, relkind, relowner, relacl) as x from pg_class where relnamespace >= 16384
      union all select format('%s %s %s', polname, polcmd, pg_get_expr(polqual, polrelid)) from pg_policy
      union all select format('%s %s %s', rolname, rolsuper, rolbypassrls) from pg_roles) of_all`.execute(owner)
  state['catalogue'] = rows[0]?.sum ?? ''
  return state
}
