import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { againWhenRaced } from '../../../platform/database/again-when-raced.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { moveMessage, noteContact } from '../dispatch.sql.ts'
import { mayPrint } from '../message.policy.ts'
import { recipientsOf } from '../recipient.sql.ts'
import { thoseAllowed } from './print-batch.ts'
import { findBatch, lettersOf, type Letter } from './print.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'settle-letters': true
  }
}

/**
 * Says of one's own batch that it was posted (each letter becomes a contact of its customer), or that its letters are to be printed again. The permission is
 * asked once more before the post: who says no by now is named, so that the letter is taken out. CONFLICT: nothing of it is open.
 */
export async function settleBatch(
  database: Database,
  person: Person,
  { batchId, act }: { batchId: string; act: 'posted' | 'again' },
  now: Date,
): Promise<{ settled: number; takeOut: string[] } | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT'> {
  const asked = { actor: actorOf(person), action: 'settle-letters', subject: { kind: 'print_batch', id: batchId } } as const
  const settle = () =>
    withScope(database, person.scope, async (trx) => {
      const batch = await findBatch(trx, batchId)
      if (batch?.madeBy !== person.userId) return 'NOT_FOUND'
      const open = (await lettersOf(trx, batchId)).filter(({ state }) => state === 'printed')
      if (open.length === 0) return 'CONFLICT'
      const allowed = act === 'posted' ? await thoseAllowed(trx, open, person, now) : open
      for (const letter of allowed) await move(trx, letter, act, person, now)
      const out = open.filter((letter) => !allowed.includes(letter))
      const names = await recipientsOf(
        trx,
        out.map(({ customerId }) => customerId),
      )
      const detail = { act, letters: allowed.length, takenOut: out.length }
      await recordAudit(trx, { ...asked, institutionId: batch.institutionId, outcome: 'done', detail })
      return { settled: allowed.length, takeOut: out.map(({ customerId }) => names.get(customerId)?.name ?? '—') }
    })
  const outcome = mayPrint(person.scope.role) ? await againWhenRaced(settle) : ('FORBIDDEN' as const)
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { act, refusal: outcome } })
  return outcome
}

async function move(trx: Scoped, { id }: Letter, act: 'posted' | 'again', { userId }: Person, now: Date): Promise<void> {
  const to = act === 'posted' ? 'handed' : 'to_print'
  const moved = await moveMessage(trx, id, { from: ['printed'], to, at: now, by: userId })
  if (moved && act === 'posted') await noteContact(trx, id)
}
