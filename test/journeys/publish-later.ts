import { sql } from 'kysely'
import { publish, publishRows } from '../support/published-bank.ts'
import type { Stage } from './stage.ts'

type Row = Record<string, unknown>

/** The night in force again for another day; of each customer's snapshot with what `lived` says of it. */
export async function publishLater({ databases: { owner } }: Stage, date: string, lived: (snapshot: Row) => Row): Promise<void> {
  const tables = await sql<{ name: string }>`
    select inhparent::regclass::text as name from pg_inherits join pg_partitioned_table on partrelid = inhparent
    where inhparent::regclass::text !~ '^(audit|points)' group by inhparent`.execute(owner)
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: Row }>`
      select to_jsonb(t) as row from ${sql.table(name)} t where business_date = (select business_date from extract.publication where is_current)`.execute(
      owner,
    )
    const later = rows.map(({ row }) => ({
      ...row,
      business_date: date,
      ...(name === 'customer.customer_snapshot' ? lived(row) : {}),
    }))
    if (later.length > 0) await publishRows(owner, name, later)
  }
  await publish(owner, date)
}
