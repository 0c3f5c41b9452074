import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { bandLines } from '../privacy/index.ts'
import { bandsOf } from './bands.rules.ts'
import { childRelations, type FactEntry } from './contract.ts'
import { mayRecordFacts } from './dossier.policy.ts'
import { insertFact, relativeOf, standingFact, subjectOf, writtenBefore } from './fact.sql.ts'
import { sensitiveIn, sensitiveWords, type SensitiveCategory } from './sensitive.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'record-fact': true
  }
}

type Said =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'CHILD'
  | 'GUARDIAN_MUST_SAY'
  | 'NO_GUARDIAN_RECORD'
  | 'NO_SUCH_RELATIVE'
  | 'NO_SUCH_BAND'
  | 'ALREADY_CORRECTED'
export type FactRefusal = { code: Said } | { code: 'SENSITIVE'; word: string; category: SensitiveCategory }
export type FactOutcome = { result: 'saved' | 'repeated' } | { refused: FactRefusal }

const refused = (code: Said): FactOutcome => ({ refused: { code } })

/**
 * Puts what is known of a customer on record, corrects it, or takes it back (M20). The same id sent again by the same person is `repeated`. Sensitive
 * categories are refused, by policy's words; of children under 14 only what their guardian says, on the guardian's record (M98). The audit says
 * which field, never what.
 */
export async function recordFact(database: Database, person: Person, entry: FactEntry, now: Date): Promise<FactOutcome> {
  const asked = {
    actor: actorOf(person),
    action: 'record-fact',
    subject: { kind: 'customer', id: entry.customerId },
    detail: { field: entry.detail?.field ?? 'taken back', saidBy: entry.saidBy, corrects: entry.corrects },
  } as const
  const outcome = mayRecordFacts(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        const done = await put(trx, person, entry, now)
        if ('institutionId' in done) await recordAudit(trx, { ...asked, institutionId: done.institutionId, outcome: 'done' })
        return 'institutionId' in done ? ({ result: 'saved' } as const) : done
      })
    : refused('FORBIDDEN')
  if ('refused' in outcome) await recordRefusal(database, { ...asked, detail: { ...asked.detail, refusal: outcome.refused.code } })
  return outcome
}

async function put(trx: Scoped, person: Person, entry: FactEntry, now: Date): Promise<FactOutcome | { institutionId: number }> {
  const today = businessDateOf(now)
  const policies = await policyAt(trx, today)
  const child = { years: policies.whole('contact.child_under_years'), today }
  const customerId = BigInt(entry.customerId)
  const subject = await subjectOf(trx, customerId, child)
  if (!subject) return refused('NOT_FOUND')
  const before = await writtenBefore(trx, entry.id)
  if (before) {
    return before.userId === person.userId && before.customerId === customerId ? { result: 'repeated' } : refused('CONFLICT')
  }
  // what was wrongly kept of a child can always be taken back
  if (subject.underAge && entry.detail !== null) return refused('CHILD')
  const corrected = entry.corrects === null ? undefined : await standingFact(trx, entry.corrects)
  if (entry.corrects !== null) {
    if (!corrected) return refused((await writtenBefore(trx, entry.corrects)) ? 'ALREADY_CORRECTED' : 'NOT_FOUND')
    if (corrected.customerId !== customerId || (entry.detail !== null && entry.detail.field !== corrected.field)) return refused('CONFLICT')
  }
  const problem = contentProblem(entry, policies, child)
  if (problem) return { refused: problem }
  const relative =
    entry.relativeCustomerNo === null ? null : await relativeOf(trx, { customerNo: entry.relativeCustomerNo, of: customerId, ...child })
  if (relative === undefined) return refused('NO_SUCH_RELATIVE')
  if (relative?.underAge && !relative.guarded) return refused('NO_GUARDIAN_RECORD')
  const saved = await insertFact(trx, entry, {
    thread: corrected?.thread ?? entry.id,
    field: entry.detail?.field ?? corrected?.field ?? '',
    relativeId: relative?.customerId ?? null,
    userId: person.userId,
    staffName: person.name,
    institutionId: subject.institutionId,
    at: now,
  })
  return saved ? { institutionId: subject.institutionId } : refused(entry.corrects === null ? 'CONFLICT' : 'ALREADY_CORRECTED')
}

/** What about the content itself cannot be kept; undefined when it can. */
function contentProblem(
  { detail, saidBy }: FactEntry,
  policies: Policies,
  child: { years: number; today: string },
): FactRefusal | undefined {
  if (detail === null) return undefined
  const found = sensitiveIn(detail, sensitiveWords(policies))
  if (found) return { code: 'SENSITIVE', ...found }
  if (detail.field === 'other_bank' && detail.amount !== null) {
    const { fromFen, belowFen } = detail.amount
    const known = bandsOf(bandLines(policies.code('masking.balance_bands_fen'))).some(
      (band) => band.fromFen === fromFen && band.belowFen === belowFen,
    )
    if (!known) return { code: 'NO_SUCH_BAND' }
  }
  if (detail.field !== 'family' || saidBy === 'customer') return undefined
  const young = detail.birthYear !== null && Number(child.today.slice(0, 4)) - detail.birthYear <= child.years
  const unknownAge = detail.birthYear === null && childRelations.includes(detail.relation)
  return young || unknownAge ? { code: 'GUARDIAN_MUST_SAY' } : undefined
}
