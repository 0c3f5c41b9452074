import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** One month of some outlets; fen, null = not known of any of them. The running month carries the business date. */
export interface MonthPoint {
  monthEnd: string
  aumFen: bigint | null
  inflowFen: bigint | null
  outflowFen: bigint | null
}

/** The months of some outlets, oldest first, of the night of a business date. */
export async function monthPoints(trx: Scoped, businessDate: string, institutions: readonly number[]): Promise<MonthPoint[]> {
  const { rows } = await sql<MonthPoint>`
    select month_end as "monthEnd", sum(aum_fen)::bigint as "aumFen", sum(inflow_fen)::bigint as "inflowFen", sum(outflow_fen)::bigint as "outflowFen"
    from report.outlet_month where business_date = ${businessDate} and institution_id = any (${[...institutions]}::integer[])
    group by month_end order by month_end`.execute(trx)
  return rows
}
