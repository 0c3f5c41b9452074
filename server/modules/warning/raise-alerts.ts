import { systemActor } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { nightToRaise, noteRaised, raiseAndEnd, takeTurns } from './raise.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'raise-warnings': true
  }
}

/**
 * Once for each publish: the clock of every warning that shows for the first time begins, of those that show no more it ends (M40). `database` is the owner's
 * handle. Returns how many; undefined when there was nothing to do. Several at once take turns.
 */
export function raiseAlerts(database: Database): Promise<{ raised: number; ended: number } | undefined> {
  return database.transaction().execute(async (trx) => {
    await takeTurns(trx)
    const night = await nightToRaise(trx)
    if (!night || night.raised) return undefined
    const changed = await raiseAndEnd(trx, night.businessDate)
    await noteRaised(trx, night.businessDate)
    if (changed.raised + changed.ended > 0) {
      const detail = { businessDate: night.businessDate, ...changed }
      await recordAudit(trx, { actor: systemActor, action: 'raise-warnings', outcome: 'done', detail })
    }
    return changed
  })
}
