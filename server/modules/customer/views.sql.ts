import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

export interface ViewRow {
  id: number
  name: string
  view: unknown
}

/** The views of the person whose scope it is, by name. */
export async function viewsOf(trx: Scoped): Promise<ViewRow[]> {
  return (await sql<ViewRow>`select id, name, view from customer.saved_view order by name collate "C"`.execute(trx)).rows
}

/** Keeps a view under its name; one of the same name is replaced. */
export async function putView(trx: Scoped, userId: number, name: string, view: object): Promise<ViewRow> {
  const { rows } = await sql<ViewRow>`
    insert into customer.saved_view (user_id, name, view) values (${userId}, ${name}, ${JSON.stringify(view)}::jsonb)
    on conflict (user_id, name) do update set view = excluded.view, saved_at = now() returning id, name, view`.execute(trx)
  const [row] = rows
  if (!row) throw new Error(`view "${name}" was not kept`)
  return row
}

/** True when there was such a view of the person. */
export async function removeView(trx: Scoped, id: number): Promise<boolean> {
  return (await sql`delete from customer.saved_view where id = ${id} returning id`.execute(trx)).rows.length > 0
}
