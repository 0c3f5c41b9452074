import { systemActor } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { measureMembers } from './measure.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'measure-wake-ups': true
  }
}

/**
 * What the night in force sees of members whose window is over by its data: woken or not, AUM, turned to or not; of both arms alike, and once (M45).
 * `database` is the owner's handle. Returns how many were measured.
 */
export function measureWakeUps(database: Database): Promise<number> {
  return database.transaction().execute(async (trx) => {
    const measured = await measureMembers(trx)
    if (measured > 0)
      await recordAudit(trx, { actor: systemActor, action: 'measure-wake-ups', outcome: 'done', detail: { members: measured } })
    return measured
  })
}
