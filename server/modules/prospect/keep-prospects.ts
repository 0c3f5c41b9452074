import { actorOf, type AuditEntry } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { customerOf, insertProspect, openProspect, updateProspect, closeProspect, hasPhone } from './prospect.sql.ts'
import type { NewProspect } from './contract.ts'
import { mayKeepProspects } from './prospect.policy.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'add-prospect': true
    'change-prospect': true
    'convert-prospect': true
    'drop-prospect': true
  }
}

type Refused = 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'BASIS_MISSING'
type Done<T> = { answer: T; institutionId: number; detail?: AuditEntry['detail'] }

/** Works on prospects within the scope, on record whether done or refused. */
export async function onProspect<T extends object>(
  database: Database,
  person: Person,
  asked: { action: AuditEntry['action']; id: string },
  work: (trx: Scoped) => Promise<Done<T> | Refused>,
): Promise<T | Refused> {
  const entry = { actor: actorOf(person), action: asked.action, subject: { kind: 'prospect', id: asked.id } }
  const outcome = mayKeepProspects(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        const done = await work(trx)
        if (typeof done === 'string') return done
        await recordAudit(trx, { ...entry, institutionId: done.institutionId, detail: done.detail ?? {}, outcome: 'done' })
        return done.answer
      })
    : 'FORBIDDEN'
  if (typeof outcome === 'string') await recordRefusal(database, { ...entry, detail: { refusal: outcome } })
  return outcome
}

/**
 * Enters somebody who is no customer yet (M31). Without a basis of today or before there is none: BASIS_MISSING. NOT_FOUND: the customer who is said to have
 * introduced them is not in sight.
 */
export function addProspect(database: Database, person: Person, entry: NewProspect, now: Date) {
  return onProspect<{ id: string; result: 'saved' | 'repeated' }>(
    database,
    person,
    { action: 'add-prospect', id: entry.id },
    async (trx) => {
      if (entry.basisOn > businessDateOf(now)) return 'BASIS_MISSING'
      const introducedBy = entry.introducedByNo === null ? null : await customerOf(trx, entry.introducedByNo)
      if (introducedBy === undefined) return 'NOT_FOUND'
      const { institutionId, managerId } = person.scope
      const by = { institutionId, managerId, introducedBy, userId: person.userId, name: person.name, at: now }
      const saved = await insertProspect(trx, entry, by)
      // an id that is there and cannot be seen is somebody else's
      if (!saved && !(await openProspect(trx, entry.id))) return 'CONFLICT'
      const { sourceClass, basis, channels } = entry
      return { answer: { id: entry.id, result: saved ? 'saved' : 'repeated' }, institutionId, detail: { sourceClass, basis, channels } }
    },
  )
}

export interface ProspectChange {
  id: string
  needs: string[]
  marks: string[]
  note: string | null
  nextStep: string | null
  nextOn: string | null
}

/** Keeps needs, marks and the next step up to date. */
export function changeProspect(database: Database, person: Person, change: ProspectChange) {
  return onProspect<{ changed: true }>(database, person, { action: 'change-prospect', id: change.id }, async (trx) => {
    const found = await openProspect(trx, change.id)
    if (!found) return 'NOT_FOUND'
    await updateProspect(trx, change)
    return { answer: { changed: true }, institutionId: found.institutionId }
  })
}

/** Confirms that a prospect is the customer of the same phone whom a night brought; CONFLICT for anybody else. */
export function convertProspect(
  database: Database,
  person: Person,
  { id, customerId: given }: { id: string; customerId: string },
  now: Date,
) {
  const customerId = BigInt(given)
  return onProspect<{ customerId: string }>(database, person, { action: 'convert-prospect', id }, async (trx) => {
    const found = await openProspect(trx, id)
    if (!found) return 'NOT_FOUND'
    if (found.phone === null || !(await hasPhone(trx, customerId, found.phone))) return 'CONFLICT'
    await closeProspect(trx, { id, customerId, why: 'became_customer', on: businessDateOf(now), userId: person.userId })
    return {
      answer: { customerId: customerId.toString() },
      institutionId: found.institutionId,
      detail: { customerId: customerId.toString() },
    }
  })
}

/** Lets a prospect go. */
export function dropProspect(database: Database, person: Person, { id, why }: { id: string; why: string }, now: Date) {
  return onProspect<{ dropped: true }>(database, person, { action: 'drop-prospect', id }, async (trx) => {
    const found = await openProspect(trx, id)
    if (!found) return 'NOT_FOUND'
    await closeProspect(trx, { id, customerId: null, why, on: businessDateOf(now), userId: person.userId })
    return { answer: { dropped: true }, institutionId: found.institutionId, detail: { why } }
  })
}
