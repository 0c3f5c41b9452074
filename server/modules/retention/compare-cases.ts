import { systemActor } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { policyAt } from '../policy/index.ts'
import { compareCases, nightToCompare, noteCompared, takeTurns } from './compare-cases.sql.ts'
import { winBackDays } from './leave-case.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'compare-leave-cases': true
  }
}

/**
 * Once for each publish: "said to stay" becomes kept, partly kept or left by what the night in force sees on the accounts (M41). `database` is the
 * owner's handle. Returns the cases by new state; undefined when there was nothing to do. Several at once take turns.
 */
export function compareLeaveCases(database: Database, now: Date): Promise<Record<string, number> | undefined> {
  return database.transaction().execute(async (trx) => {
    await takeTurns(trx)
    const night = await nightToCompare(trx)
    if (!night || night.compared) return undefined
    const policies = await policyAt(trx, night.businessDate)
    const decided = await compareCases(
      trx,
      night,
      {
        confirmDays: policies.whole('leave.confirm_days'),
        recheckDays: policies.whole('leave.recheck_days'),
        keptFromBp: policies.whole('leave.kept_from_bp'),
        partlyFromBp: policies.whole('leave.partly_from_bp'),
        winBackDays: winBackDays(policies),
      },
      now,
    )
    await noteCompared(trx, night.businessDate)
    if (Object.keys(decided).length > 0)
      await recordAudit(trx, {
        actor: systemActor,
        action: 'compare-leave-cases',
        outcome: 'done',
        detail: { businessDate: night.businessDate, dataAsOf: night.dataAsOf, ...decided },
      })
    return decided
  })
}
