import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { againWhenRaced } from '../../../platform/database/again-when-raced.ts'
import { mayAnswer } from './settlement.policy.ts'
import { stateOf, type Answer } from './settlement.rules.ts'
import { insertAnswer, statementOf } from './statement.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'answer-statement': true
  }
}

const frozen = 'LK030'
const shortestNote = 2

/**
 * The word of one side's president on a statement (M73): confirmed, or disputed with a note. The last word of a side counts; when both confirmed it is frozen
 * for good (FROZEN). What is wrong in the ledger is mended there by a reversal and stands in the next month. Refusals are on record.
 */
export async function answerStatement(
  database: Database,
  person: Person,
  { statementId, answer, note }: { statementId: string; answer: Answer; note: string },
  now: Date,
) {
  const { institutionId, role } = person.scope
  const asked = {
    actor: actorOf(person),
    action: 'answer-statement',
    subject: { kind: 'statement', id: statementId },
    detail: { answer, note },
  } as const
  const outcome = await againWhenRaced(() =>
    withScope(database, person.scope, async (trx) => {
      if (!mayAnswer(role)) return 'FORBIDDEN'
      const kept = await statementOf(trx, statementId)
      if (!kept || ![kept.oneId, kept.otherId].includes(institutionId)) return 'NOT_FOUND'
      if (answer === 'disputed' && note.length < shortestNote) return 'INVALID'
      if (stateOf(kept.oneAnswer, kept.otherAnswer) === 'agreed') return 'FROZEN'
      await insertAnswer(trx, { statementId, institutionId, answer, note: note.length < shortestNote ? null : note }, person, now)
      const own = kept.oneId === institutionId
      const state = stateOf(own ? answer : kept.oneAnswer, own ? kept.otherAnswer : answer)
      await recordAudit(trx, { ...asked, institutionId, outcome: 'done', detail: { answer, note, month: kept.month, state } })
      return { state }
    }).catch((error: unknown) => {
      if ((error as { code?: unknown } | null)?.code === frozen) return 'FROZEN' as const
      throw error
    }),
  )
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { answer, refusal: outcome } })
  return outcome
}
