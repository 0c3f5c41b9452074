import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { policyAt } from '../../policy/index.ts'
import { listBudgets } from './budget.sql.ts'
import type { BudgetRow } from './contract.ts'
import { mayReadBudgets } from './oversight.policy.ts'

export interface ShownBudgets {
  year: number
  customerCapFen: string
  budgets: BudgetRow[]
}

/** What gifts of the running year have cost of what they may, by programme, outlet and hand (M96). Fen as text. */
export async function showBudgets(database: Database, person: Person, now: Date): Promise<ShownBudgets | 'FORBIDDEN'> {
  if (!mayReadBudgets(person.scope.role)) return 'FORBIDDEN'
  const today = businessDateOf(now)
  const year = Number(today.slice(0, 4))
  return withScope(database, person.scope, async (trx) => {
    const policies = await policyAt(trx, today)
    const cap = (kind: string) => policies.fen(`reward.cap.${kind}_year_fen`).toString()
    const spent = await listBudgets(trx, year)
    return {
      year,
      customerCapFen: cap('customer'),
      budgets: spent.map(({ spentFen, ...one }) => ({ ...one, spentFen: spentFen.toString(), capFen: cap(one.kind) })),
    }
  })
}
