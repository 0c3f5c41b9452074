import type pg from 'pg'

/** The role the web works as: it owns nothing and row-level security binds it. */
export const appRole = 'liuke_app'

/**
 * Makes the web's role one that can log in by itself, in a cluster of our own: a session that began as this role has no other to return to.
 * `client` is a superuser's.
 */
export async function ensureAppLogin(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const found = await client.query<{ login: boolean }>('select rolcanlogin as login from pg_roles where rolname = $1', [appRole])
  if (!found.rows[0]) await client.query(`create role ${appRole} login noinherit`)
  else if (!found.rows[0].login) await client.query(`alter role ${appRole} login`)
}
