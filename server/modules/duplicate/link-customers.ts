import { actorOf, type AuditEntry } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { Pair } from './contract.ts'
import { mayDecide, mayLink } from './duplicate.policy.ts'
import { agreementOf, insertPair, movePair, pairsOf } from './duplicate.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'link-customers': true
    'decide-link': true
    'undo-link': true
  }
}

type Refused = 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'NOTHING_AGREES' | 'SAME_PERSON'
type Done<T> = { answer: T; detail: AuditEntry['detail'] }

async function recorded<T extends object>(
  database: Database,
  person: Person,
  asked: Pick<AuditEntry, 'action' | 'subject'>,
  may: boolean,
  work: (trx: Scoped) => Promise<Done<T> | Refused>,
): Promise<T | Refused> {
  const entry = { ...asked, actor: actorOf(person) }
  const run = () =>
    withScope(database, person.scope, async (trx) => {
      const done = await work(trx)
      if (typeof done === 'string') return done
      await recordAudit(trx, { ...entry, detail: done.detail, institutionId: person.scope.institutionId, outcome: 'done' })
      return done.answer
    })
  const outcome: T | Refused = may ? await run().catch(refusalOf) : 'FORBIDDEN'
  if (typeof outcome === 'string') await recordRefusal(database, { ...entry, detail: { refusal: outcome } })
  return outcome
}

/** Two who say it at once: one is turned back. */
function refusalOf(error: unknown): 'CONFLICT' {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === '23505' || code === '40001') return 'CONFLICT'
  throw error
}

/**
 * Says that two numbers are one person: the name and a phone or birthday agree, and a person made sure by something else. Linked at once where one manager
 * keeps both; where two do, it waits for a second person. Nothing of either customer is changed: a link is a row, and undone it is as if it had not been.
 */
export function linkCustomers(
  database: Database,
  person: Person,
  { firstId, secondId, madeSure, note }: { firstId: string; secondId: string; madeSure: Pair['madeSure']; note?: string | undefined },
  now: Date,
) {
  const [first = 0n, second = 0n] = [BigInt(firstId), BigInt(secondId)].toSorted((a, b) => (a < b ? -1 : 1))
  const asked = { action: 'link-customers', subject: { kind: 'customer', id: `${first} ${second}` } } as const
  return recorded<{ id: number; state: Pair['state'] }>(database, person, asked, mayLink(person.scope.role), async (trx) => {
    const agreement = await agreementOf(trx, first, second)
    if (!agreement) return 'NOT_FOUND'
    const { evidence, needsSecond } = agreement
    if (!evidence.includes('name') || evidence.length < 2) return 'NOTHING_AGREES'
    const state = needsSecond ? 'proposed' : 'linked'
    const by = { userId: person.userId, name: person.name, at: now, note: note ?? null }
    const id = await insertPair(trx, { firstId: first, secondId: second, state, evidence, madeSure, needsSecond }, by)
    return { answer: { id, state }, detail: { id, state, evidence: [...evidence], madeSure } }
  })
}

/** Decides on a pair of two managers; never by who proposed it (SAME_PERSON). CONFLICT: somebody decided meanwhile. */
export function decideLink(
  database: Database,
  person: Person,
  { id, outcome, note }: { id: number; outcome: 'linked' | 'refused'; note?: string | undefined },
  now: Date,
) {
  const asked = { action: 'decide-link', subject: { kind: 'pair', id: String(id) } } as const
  return recorded<{ state: Pair['state'] }>(database, person, asked, mayDecide(person.scope.role), async (trx) => {
    const [pair] = await pairsOf(trx, 1, id)
    if (!pair?.first || !pair.second) return 'NOT_FOUND'
    if (pair.proposedBy === person.userId) return 'SAME_PERSON'
    const by = { userId: person.userId, name: person.name, at: now, note: note ?? null }
    if (!(await movePair(trx, id, 'proposed', outcome, by))) return 'CONFLICT'
    return { answer: { state: outcome }, detail: { outcome } }
  })
}

/** Takes a link back: both dossiers are again what they were. */
export function undoLink(database: Database, person: Person, { id, note }: { id: number; note: string }, now: Date) {
  const asked = { action: 'undo-link', subject: { kind: 'pair', id: String(id) } } as const
  return recorded<{ state: Pair['state'] }>(database, person, asked, mayLink(person.scope.role), async (trx) => {
    const [pair] = await pairsOf(trx, 1, id)
    if (!pair?.first || !pair.second) return 'NOT_FOUND'
    if (!(await movePair(trx, id, 'linked', 'undone', { userId: person.userId, name: person.name, at: now, note }))) return 'CONFLICT'
    return { answer: { state: 'undone' }, detail: { note } }
  })
}
