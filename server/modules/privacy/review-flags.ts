import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { LookupFlag } from './contract.ts'
import { flagPage, reviewFlagRow, type FlagFilter } from './flags.sql.ts'
import { mayReadFlags, mayReviewFlags } from './privacy.policy.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'list-flags': true
    'review-flag': true
  }
}

/** A page of flags for those who may read them; a refusal is on record. */
export async function listFlags(
  database: Database,
  person: Person,
  filter: FlagFilter,
): Promise<{ flags: LookupFlag[]; next: number | null } | 'FORBIDDEN'> {
  const asked = { actor: actorOf(person), action: 'list-flags' } as const
  if (!mayReadFlags(person.scope.role)) {
    await recordRefusal(database, asked)
    return 'FORBIDDEN'
  }
  return withScope(database, person.scope, async (trx) => {
    const flags = await flagPage(trx, filter)
    await recordAudit(trx, { ...asked, outcome: 'done' })
    return { flags, next: flags.length === filter.limit ? (flags.at(-1)?.id ?? null) : null }
  })
}

export interface Review {
  id: number
  verdict: 'justified' | 'violation'
  note: string
}

/** Closes a flag with a verdict, once. A flag about the reviewer, one reviewed already and one that is none are NOT_FOUND; refusals are on record. */
export async function reviewFlag(
  database: Database,
  person: Person,
  review: Review,
  now: Date,
): Promise<{ reviewed: true } | 'FORBIDDEN' | 'NOT_FOUND'> {
  const { id, verdict, note } = review
  const asked = {
    actor: actorOf(person),
    action: 'review-flag',
    subject: { kind: 'lookup-flag', id: String(id) },
    detail: { verdict },
  } as const
  if (!mayReviewFlags(person.scope.role)) {
    await recordRefusal(database, asked)
    return 'FORBIDDEN'
  }
  const reviewed = await withScope(database, person.scope, async (trx) => {
    const done = await reviewFlagRow(trx, id, { userId: person.userId, verdict, note, at: now })
    if (done) await recordAudit(trx, { ...asked, outcome: 'done' })
    return done
  })
  if (reviewed) return { reviewed: true }
  await recordRefusal(database, asked)
  return 'NOT_FOUND'
}
