import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

export interface Manager {
  id: number
  name: string
  institutionName: string
}

/** The staff who keep at least one customer that the scope shows, by institution and number. */
export async function managersOf(trx: Scoped, businessDate: string): Promise<Manager[]> {
  const { rows } = await sql<Manager>`
    select st.id, st.name, i.name as "institutionName" from organisation.staff st join organisation.institution i on i.id = st.institution_id
    where exists (select from customer.customer_snapshot s where s.business_date = ${businessDate} and s.manager_id = st.id)
    order by i.code collate "C", st.staff_no collate "C"`.execute(trx)
  return rows
}
