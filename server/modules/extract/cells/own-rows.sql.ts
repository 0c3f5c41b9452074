import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'

/** What a table holds of some customers that no night brings: how many rows, and a digest of what they say, whatever their order. */
export interface OwnRows {
  table: string
  rows: number
  digest: string
}

/**
 * What people have written about the customers of an institution and of all below it, table by table: contacts, promises, consents, cases, points … found in the
 * catalogue, so that a table which comes later is counted. Rows that hang on those (steps of a case, lines of a posting) name no customer and are not counted; the ledger
 * proves its own. Undefined when the institution is unknown.
 */
export async function ownRows(owner: Database, code: string): Promise<{ customers: number; tables: OwnRows[] } | undefined> {
  const customers = await sql<{ ids: string[] | null }>`
    select array_agg(c.customer_id::text) as ids from organisation.institution top
    left join organisation.institution i on starts_with(i.path, top.path)
    left join customer.customer c on c.institution_id = i.id and c.business_date = (select business_date from extract.publication where is_current)
    where top.code = ${code} having count(*) > 0`.execute(owner)
  const [found] = customers.rows
  if (!found) return undefined
  const ids = `{${(found.ids ?? []).filter((id) => id !== null).join(',')}}`
  const { rows: tables } = await sql<{ name: string; type: string }>`
    select format('%I.%I', n.nspname, c.relname) as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id' and not a.attisdropped
    where c.relkind = 'r' and not c.relispartition and c.relpersistence = 'p' and n.nspname !~ '^pg_' order by 1`.execute(owner)
  const counted: OwnRows[] = []
  for (const { name, type } of tables) {
    const { rows } = await sql<{ n: number; digest: string }>`
      select count(*)::int as n, coalesce(sum(hashtextextended(to_jsonb(t)::text, 0)::numeric), 0)::text as digest
      from ${sql.raw(name)} t where t.customer_id = any (${ids}::${sql.raw(type)}[])`.execute(owner)
    const [row] = rows
    if (row && row.n > 0) counted.push({ table: name, rows: row.n, digest: row.digest })
  }
  return { customers: ids === '{}' ? 0 : ids.split(',').length, tables: counted }
}
