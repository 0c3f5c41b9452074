import { systemActor } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { anchorPostings } from './verify.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'anchor-ledger': true
  }
}

/**
 * Writes down what was posted since the last anchor, chained to it, and puts the anchor's hash on the audit trail: from then on a posting that is
 * cut off is missed. Undefined when nothing was posted. `database` is the owner's handle. Due every hour and after every accrual.
 */
export const anchorLedger = (database: Database): Promise<{ number: bigint; hash: string; postings: bigint } | undefined> =>
  database.transaction().execute(async (trx) => {
    const anchor = await anchorPostings(trx)
    if (anchor)
      await recordAudit(trx, {
        actor: systemActor,
        action: 'anchor-ledger',
        outcome: 'done',
        subject: { kind: 'ledger-anchor', id: anchor.number.toString() },
        detail: { hash: anchor.hash, postings: anchor.postings },
      })
    return anchor
  })
