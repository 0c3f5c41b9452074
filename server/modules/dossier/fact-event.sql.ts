import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** Something that was learned of a customer, corrected, taken back or confirmed; it never says what. */
export interface FactEvent {
  id: string
  at: Date
  act: 'learned' | 'corrected' | 'taken_back' | 'confirmed'
  field: string
  staffName: string
}

/** What was learned of a customer in sight and confirmed, the newest first. */
export async function factEventsOf(trx: Scoped, customerId: bigint, limit: number): Promise<FactEvent[]> {
  const { rows } = await sql<FactEvent>`
    select f.id::text as id, f.recorded_at as at, f.field, f.staff_name as "staffName",
      case when f.detail is null then 'taken_back' when f.corrects is null then 'learned' else 'corrected' end as act
    from dossier.fact f where f.customer_id = ${customerId}
    union all
    select 'c' || c.id, c.confirmed_at, f.field, c.staff_name, 'confirmed'
    from dossier.confirmation c join dossier.fact f on f.id = c.fact_id where f.customer_id = ${customerId}
    order by at desc, id limit ${limit}`.execute(trx)
  return rows
}
