import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { againWhenRaced } from '../../../platform/database/again-when-raced.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { policyAt } from '../../policy/index.ts'
import { mayContactMany, maskedViewOf } from '../../privacy/index.ts'
import { moveMessage } from '../dispatch.sql.ts'
import { presented } from '../list-messages.ts'
import { listedMessages } from '../list.sql.ts'
import { mayPrint } from '../message.policy.ts'
import { findBatch, insertBatch, lettersAskedFor, newestBatches, type Letter } from './print.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'print-letters': true
  }
}

const shownBatches = 20

/** A manager's own letters, a president's whole outlet's. */
const writerOf = ({ userId, scope }: Person): number | null => (scope.managerId === null ? null : userId)

/** Letters that wait to be printed, and the newest batches. */
export async function showPrintQueue(database: Database, person: Person, now: Date) {
  if (!mayPrint(person.scope.role)) return refused(database, person, 'FORBIDDEN')
  return withScope(database, person.scope, async (trx) => {
    const policies = await policyAt(trx, businessDateOf(now))
    const atMost = policies.whole('message.print_at_most')
    const view = maskedViewOf(policies, person.scope.role)
    const wanted = { states: ['to_print'], customerId: null, userId: writerOf(person), offset: 0, limit: 200 } as const
    const rows = await listedMessages(trx, wanted)
    const batches = await newestBatches(trx, shownBatches)
    return {
      rows: rows.map((row) => presented(row, view, person.userId)),
      batches: batches.map(({ id, staffName, madeBy, madeAt, letters, open }) => ({
        id,
        staffName,
        mine: madeBy === person.userId,
        madeAt: madeAt.toISOString(),
        letters,
        open,
      })),
      atMost,
    }
  })
}

/**
 * Puts waiting letters into a batch for the printer; each customer's permission is asked again, and whose answer has become no is held back for good. Sent
 * twice it is one batch. On record with how many.
 */
export async function printBatch(
  database: Database,
  person: Person,
  { batchId, messageIds }: { batchId: string; messageIds: readonly string[] },
  now: Date,
): Promise<{ batchId: string; printed: number; heldBack: number } | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'NOTHING_TO_PRINT'> {
  if (!mayPrint(person.scope.role)) return refused(database, person, 'FORBIDDEN')
  const outcome = await againWhenRaced(() =>
    withScope(database, person.scope, async (trx) => {
      const before = await findBatch(trx, batchId)
      if (before) return before.madeBy === person.userId ? { batchId, printed: before.letters, heldBack: 0 } : 'CONFLICT'
      const atMost = (await policyAt(trx, businessDateOf(now))).whole('message.print_at_most')
      const found = await lettersAskedFor(trx, messageIds.slice(0, atMost), writerOf(person))
      if (found.length === 0) return 'NOT_FOUND'
      const waiting = found.filter(({ state }) => state === 'to_print')
      const letters = await thoseAllowed(trx, waiting, person, now)
      if (letters.length === 0) return 'NOTHING_TO_PRINT'
      const batch = { id: batchId, institutionId: person.scope.institutionId, userId: person.userId, name: person.name, at: now }
      if (
        !(await insertBatch(
          trx,
          batch,
          letters.map(({ id }) => id),
        ))
      )
        return 'CONFLICT'
      for (const { id } of letters) await moveMessage(trx, id, { from: ['to_print'], to: 'printed', at: now, by: person.userId })
      await recordAudit(trx, {
        actor: actorOf(person),
        action: 'print-letters',
        subject: { kind: 'print_batch', id: batchId },
        institutionId: person.scope.institutionId,
        outcome: 'done',
        detail: { letters: letters.length, heldBack: waiting.length - letters.length },
      })
      return { batchId, printed: letters.length, heldBack: waiting.length - letters.length }
    }),
  )
  return typeof outcome === 'string' ? refused(database, person, outcome) : outcome
}

/** Of some letters those whose customers may be written to now; the others are stopped. */
export async function thoseAllowed(trx: Scoped, letters: readonly Letter[], person: Person, now: Date): Promise<Letter[]> {
  const permissions = await mayContactMany(
    trx,
    letters.map(({ customerId }) => customerId),
    { at: now },
  )
  const allowed: Letter[] = []
  for (const letter of letters) {
    const answer = permissions.may(letter.customerId, 'letter', letter.purpose)
    if (answer.allowed) allowed.push(letter)
    else if (!passing.includes(answer.reason))
      await moveMessage(trx, letter.id, { from: [letter.state], to: 'stopped', at: now, by: person.userId, reason: answer.reason })
  }
  return allowed
}

/** Another day's business: the letter waits. */
const passing: readonly string[] = ['one_voice', 'cap', 'quiet_period']

async function refused<Why extends string>(database: Database, person: Person, why: Why): Promise<Why> {
  await recordRefusal(database, { actor: actorOf(person), action: 'print-letters', detail: { refusal: why } })
  return why
}
