import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { budgetKinds } from './contract.ts'

export interface SpentBudget {
  kind: (typeof budgetKinds)[number]
  subjectId: string
  name: string
  spentFen: bigint
}

/** What was spent of the budgets of a year, programmes first, at most 300. Of people only those whose account lies in sight. */
export async function listBudgets(trx: Scoped, year: number): Promise<SpentBudget[]> {
  const { rows } = await sql<SpentBudget>`
    select b.kind, b.subject_id::text as "subjectId", coalesce(p.name, i.name, u.name) as name, b.spent_fen as "spentFen"
    from points.budget b
      left join points.programme p on b.kind = 'programme' and p.programme_id = b.subject_id
      left join organisation.institution i on b.kind = 'outlet' and i.id = b.subject_id
      left join (select issued_by, max(issued_name) as name from points.hand_out group by issued_by) u on b.kind = 'staff' and u.issued_by = b.subject_id
    where b.year = ${year} and b.kind <> 'customer' and coalesce(p.name, i.name, u.name) is not null
    order by array_position(array['programme', 'outlet', 'staff'], b.kind), b.spent_fen desc, b.subject_id limit 300`.execute(trx)
  return rows
}
