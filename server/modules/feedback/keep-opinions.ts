import { actorOf, type AuditEntry } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, shownName } from '../privacy/index.ts'
import type { OpinionRow } from './contract.ts'
import { mayAnswer, maySay } from './feedback.policy.ts'
import { insertAnswer, insertOpinion, insertTold, isInSight, opinionById, opinionCounts, opinionsOf, toTell } from './opinion.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'say-opinion': true
    'answer-opinion': true
    'tell-answer': true
  }
}

type Refused = 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT'
/** so many, the newest first; counts of so many days */
const most = 200
const countedDays = 90

async function onOpinion<T extends object>(
  database: Database,
  person: Person,
  asked: { action: AuditEntry['action']; id: string; may: boolean; detail?: AuditEntry['detail'] },
  work: (trx: Scoped) => Promise<{ answer: T; institutionId: number } | Refused>,
): Promise<T | Refused> {
  const entry = { actor: actorOf(person), action: asked.action, subject: { kind: 'opinion', id: asked.id }, detail: asked.detail ?? {} }
  const outcome = asked.may
    ? await withScope(database, person.scope, async (trx) => {
        const done = await work(trx)
        if (typeof done === 'string') return done
        await recordAudit(trx, { ...entry, institutionId: done.institutionId, outcome: 'done' })
        return done.answer
      })
    : 'FORBIDDEN'
  if (typeof outcome === 'string') await recordRefusal(database, { ...entry, detail: { ...entry.detail, refusal: outcome } })
  return outcome
}

/** Passes on what is said of a product (M82); the same id sent again is `repeated`. Of a customer only when in sight. */
export function sayOpinion(
  database: Database,
  person: Person,
  opinion: Pick<OpinionRow, 'id' | 'family' | 'kind' | 'body'> & { customerId: string | null },
  now: Date,
) {
  const { id, family, kind, body } = opinion
  const asked = { action: 'say-opinion', id, may: maySay(person.scope.role), detail: { family, kind } } as const
  return onOpinion<{ result: 'saved' | 'repeated' }>(database, person, asked, async (trx) => {
    const customerId = opinion.customerId === null ? null : BigInt(opinion.customerId)
    if (customerId !== null && !(await isInSight(trx, customerId))) return 'NOT_FOUND'
    const { institutionId } = person.scope
    const by = { institutionId, userId: person.userId, name: person.name, at: now }
    if (await insertOpinion(trx, { id, family, kind, body, customerId }, by)) return { answer: { result: 'saved' }, institutionId }
    return (await opinionById(trx, id))?.userId === person.userId ? { answer: { result: 'repeated' }, institutionId } : 'CONFLICT'
  })
}

/** Answers an opinion; CONFLICT when somebody did already. */
export function answerOpinion(database: Database, person: Person, { id, body }: { id: string; body: string }, now: Date) {
  const asked = { action: 'answer-opinion', id, may: mayAnswer(person.scope.role) } as const
  return onOpinion<{ answered: true }>(database, person, asked, async (trx) => {
    const opinion = await opinionById(trx, id)
    if (!opinion) return 'NOT_FOUND'
    if (!(await insertAnswer(trx, id, body, { userId: person.userId, name: person.name, at: now }))) return 'CONFLICT'
    return { answer: { answered: true }, institutionId: opinion.institutionId }
  })
}

/** Notes that the customer was told the answer: one's own opinions alone; CONFLICT before there is an answer. */
export function tellAnswer(database: Database, person: Person, id: string, now: Date) {
  const asked = { action: 'tell-answer', id, may: maySay(person.scope.role) } as const
  return onOpinion<{ told: true }>(database, person, asked, async (trx) => {
    const opinion = await opinionById(trx, id)
    if (opinion?.userId !== person.userId) return 'NOT_FOUND'
    if (!opinion.answered || !(await insertTold(trx, id, person.userId, now))) return 'CONFLICT'
    return { answer: { told: true }, institutionId: opinion.institutionId }
  })
}

/** What was said and answered: one's own, for leaders of their institutions, for product people all. */
export function listOpinions(
  database: Database,
  person: Person,
  { state, customerId }: { state?: OpinionRow['state'] | undefined; customerId?: string | undefined },
  now: Date,
) {
  return withScope(database, person.scope, async (trx) => {
    const today = businessDateOf(now)
    const view = maskedViewOf(await policyAt(trx, today), person.scope.role)
    const rows = await opinionsOf(trx, { state, customerId: customerId === undefined ? undefined : BigInt(customerId), limit: most })
    const opinions = rows.map(({ userId, customer, ...row }): OpinionRow => ({
      ...row,
      mine: userId === person.userId,
      customer: customer && { ...customer, name: shownName(customer.name, view) },
    }))
    const counts = await opinionCounts(trx, addDays(today, -countedDays))
    return { opinions, counts, mayAnswer: mayAnswer(person.scope.role), toTell: await toTell(trx) }
  })
}
