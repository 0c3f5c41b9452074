import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { againWhenRaced } from './again-when-raced.ts'
import { mayUndo } from './gifts.policy.ts'
import { handOutOf, insertUndo, reverseHandOut } from './hand-out.sql.ts'
import { insertMove } from './stock.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'undo-hand-out': true
  }
}

export type UndoRefusal = 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'INVALID'

/** Takes a hand-out of the same day back: points to the same lots with their own last day, the piece to its batch, in one transaction. Refusals are on record. */
export async function undoHandOut(
  database: Database,
  person: Person,
  { handOutId, reason }: { handOutId: string; reason: string },
  now: Date,
): Promise<{ receiptNo: string } | UndoRefusal> {
  const asked = {
    actor: actorOf(person),
    action: 'undo-hand-out',
    subject: { kind: 'hand_out', id: handOutId },
    detail: { reason },
  } as const
  const outcome = await againWhenRaced(() =>
    withScope(database, person.scope, async (trx) => {
      const done = await undo(trx, person, handOutId, reason, now)
      if (typeof done !== 'string') await recordAudit(trx, { ...asked, institutionId: person.scope.institutionId, outcome: 'done' })
      return done
    }),
  )
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { reason, refusal: outcome } })
  return outcome
}

async function undo(
  trx: Scoped,
  person: Person,
  handOutId: string,
  reason: string,
  now: Date,
): Promise<{ receiptNo: string } | UndoRefusal> {
  if (!mayUndo(person.scope.role)) return 'FORBIDDEN'
  const one = await handOutOf(trx, handOutId)
  // of one's own desk: made at a neighbour's it is theirs to undo
  if (!one || !person.scope.institutions.includes(one.institutionId)) return 'NOT_FOUND'
  if (one.issuedBy !== person.userId && person.scope.role !== 'outlet_president') return 'FORBIDDEN'
  if (one.undone) return 'CONFLICT'
  const businessDate = businessDateOf(now)
  if (one.businessDate !== businessDate) return 'INVALID'
  const reversePosting = await reverseHandOut(trx, handOutId, businessDate)
  await insertUndo(trx, { handOutId, reason, reversePosting, businessDate, at: now }, person.userId)
  await insertMove(trx, { batchId: one.batchId, kind: 'undo', pieces: 1, handOutId }, person.userId, now)
  return { receiptNo: one.receiptNo }
}
