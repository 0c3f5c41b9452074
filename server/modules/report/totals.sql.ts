import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import { totalNames, type Totals } from './totals.ts'

/** The sums of one or several outlets on a business date; undefined when none has a row (the night is not kept any more, or there is no customer). */
export async function outletTotals(trx: Scoped, businessDate: string, institutions: readonly number[]): Promise<Totals | undefined> {
  const sums = totalNames.map((name) => sql`sum(${sql.ref(name)})::bigint as ${sql.ref(name)}`)
  const { rows } = await sql<Totals>`select ${sql.join(sums)} from report.outlet_day
    where business_date = ${businessDate} and institution_id = any (${[...institutions]}::integer[]) having count(*) > 0`.execute(trx)
  return rows[0]
}

export interface OutletRow extends Totals {
  institution_id: number
  name: string
  cluster_role: string | null
}

/** The outlets one by one, in the order of their codes. */
export async function outletRows(trx: Scoped, businessDate: string, institutions: readonly number[]): Promise<OutletRow[]> {
  const columns = totalNames.map((name) => sql`d.${sql.ref(name)}::bigint as ${sql.ref(name)}`)
  const { rows } = await sql<OutletRow>`select d.institution_id, i.name, i.cluster_role, ${sql.join(columns)}
    from report.outlet_day d join organisation.institution i on i.id = d.institution_id
    where d.business_date = ${businessDate} and d.institution_id = any (${[...institutions]}::integer[]) order by i.code collate "C"`.execute(
    trx,
  )
  return rows
}
