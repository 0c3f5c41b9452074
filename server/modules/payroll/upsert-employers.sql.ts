import type pg from 'pg'

/** A unit that pays wages or pensions, by the lake's own key. */
export interface EmployerRow {
  id: number
  code: string
  name: string
  kind: 'payroll' | 'pension'
  /** the outlet that looks after it */
  institution_id: number | null
}

/** Brings the employers up to a night, by their key; called by publish inside its transaction. Those no longer delivered stay: older credits name them. */
export async function upsertEmployers(client: Pick<pg.ClientBase, 'query'>, employers: readonly EmployerRow[]): Promise<void> {
  await client.query(
    `insert into payroll.employer (id, code, name, kind, institution_id)
     select id, code, name, kind, institution_id from jsonb_to_recordset($1::jsonb) as e (id int, code text, name text, kind text, institution_id int)
     on conflict (id) do update set code = excluded.code, name = excluded.name, kind = excluded.kind, institution_id = excluded.institution_id`,
    [JSON.stringify(employers)],
  )
}
