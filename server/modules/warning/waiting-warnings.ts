import type { Database } from '../../platform/database/pools.ts'
import type { Policies } from '../policy/index.ts'
import { waitingOf } from './clock.sql.ts'
import type { Signal } from './contract.ts'

/** A warning nobody answered yet. */
export interface WaitingWarning {
  lossFen: bigint
  chanceBp: number
  signals: readonly Signal[]
}

/**
 * Customers of managers who are warned of, whom nobody has reached since, and who have no leave case under way: candidates for today's list (M22, M40). Who has no
 * chance yet is not in it. Call inside the scope whose customers they are.
 */
export async function waitingWarnings(
  trx: Database,
  { businessDate, managerIds, now, policies }: { businessDate: string; managerIds: readonly number[]; now: Date; policies: Policies },
): Promise<Map<bigint, WaitingWarning>> {
  const withinHours = policies.whole('warning.contact_within_hours')
  const rows = await waitingOf(trx, { businessDate, managerIds, now, withinHours })
  return new Map(rows.map(({ customerId, ...warning }) => [customerId, warning]))
}
