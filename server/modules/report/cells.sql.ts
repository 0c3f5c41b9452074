import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { OutletReport } from './contract.ts'

/** The cells with outlets at or below the institution, and for the whole bank those too that never handed over anything; none where the bank has one database. */
export async function cellsOf(trx: Scoped, institutionId: number): Promise<OutletReport['cells']> {
  const { rows } = await sql<OutletReport['cells'][number]>`
    select c.branch_code as branch, c.branch_name as name, c.business_date as "businessDate", c.data_as_of as "dataAsOf", c.problem
    from report.cell c join organisation.institution top on top.id = ${institutionId}
    where (top.parent_id is null and c.read_at is null) or c.branch_code in (
      select o.branch_code from report.cell_outlet o join organisation.institution i on i.id = o.institution_id where starts_with(i.path, top.path))
    order by c.branch_code collate "C"`.execute(trx)
  return rows
}
