import { sql } from 'kysely'
import type { FlowPath } from './contract.ts'
import { groupedSums } from './group.sql.ts'
import type { Watched } from './in-watch.ts'

export interface PathSums {
  form: FlowPath['form']
  bank: string
  inflowFen: bigint
  outflowFen: bigint
  returnedFen: bigint
  customersIn: number
  customersOut: number
}

/** By what kind and from or to which bank money came and went within 30 days, the largest first. */
export async function pathSums({ trx, businessDate, institutions }: Watched): Promise<PathSums[]> {
  const { rows } = await sql<PathSums>`
    select w.form, w.bank, sum(w.inflow_fen)::bigint as "inflowFen", sum(w.outflow_fen)::bigint as "outflowFen", sum(w.returned_fen)::bigint as "returnedFen",
      sum(w.customers_in)::integer as "customersIn", sum(w.customers_out)::integer as "customersOut"
    from watch.flow_path_total w
    where w.business_date = ${businessDate} and w.institution_id = any (${[...institutions]}::integer[])
    group by w.form, w.bank order by sum(w.inflow_fen) + sum(w.outflow_fen) desc, w.form, w.bank collate "C"`.execute(trx)
  return rows
}

const figures = {
  inflow: sql`w.inflow_fen`,
  outflow: sql`w.outflow_fen`,
  passThrough: sql`w.pass_through_fen`,
  leakageIn: sql`w.leakage_inflow_fen`,
  leakageOut: sql`w.leakage_outflow_fen`,
}

/** Flows, what only passed through and what leaked, of all, by outlet and manager (M06). */
export const flowSums = (watched: Watched) => groupedSums(watched, { from: 'watch.relation_depth', figures })
