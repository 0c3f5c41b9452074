import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { againWhenRaced } from '../../platform/database/again-when-raced.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { mayContactMany, refuseChannel, type ContactReason } from '../privacy/index.ts'
import type { ContactEntry, EntryResult, Logged } from './contract.ts'
import { insertContact, insertPromise, insertUsed, institutionOf, writtenBefore } from './log.sql.ts'
import { wrongTime } from './wrong-time.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'log-contact': true
  }
}

const largestId = 2n ** 63n - 1n

/**
 * Puts contacts on record, each in a transaction of its own, in the order given. What happened is recorded whether it was allowed or not: an
 * outbound contact that was not is flagged and answered with the reason (M21, M23). The same id sent again is `repeated` and changes nothing.
 */
export async function logContacts(database: Database, person: Person, entries: readonly ContactEntry[], now: Date): Promise<Logged[]> {
  const results: Logged[] = []
  for (const entry of entries) results.push(await againWhenRaced(() => logContact(database, person, entry, now)))
  return results
}

async function logContact(database: Database, person: Person, entry: ContactEntry, now: Date): Promise<Logged> {
  const customerId = BigInt(entry.customerId)
  const { id, channel, purpose, direction, outcome, corrects } = entry
  const asked = {
    actor: actorOf(person),
    action: 'log-contact',
    subject: { kind: 'customer', id: customerId.toString() },
  } as const
  const detail = { id, channel, purpose, direction, outcome, corrects }
  const answer = (result: EntryResult, warning: ContactReason | null = null): Logged => ({ id, result, warning })
  const logged = await withScope(database, person.scope, async (trx) => {
    const institutionId = customerId > largestId ? undefined : await institutionOf(trx, customerId)
    if (institutionId === undefined) return answer('not_found')
    const before = await writtenBefore(trx, id)
    if (before) return answer(before.userId === person.userId && before.customerId === customerId ? 'repeated' : 'conflict')
    const refusal = (await wrongTime(trx, entry.at, now)) ?? (await wrongCorrection(trx, entry, person, customerId))
    if (refusal) return answer(refusal)
    const at = new Date(entry.at)
    const permission = (await mayContactMany(trx, [customerId], { at })).may(customerId, channel, purpose).reason
    const flagged = direction === 'outbound' && outcome !== 'mistake' && permission !== 'allowed'
    const author = { userId: person.userId, staffId: person.scope.managerId, name: person.name }
    if (!(await insertContact(trx, entry, author, { institutionId, permission, flagged, at: now }))) return answer('conflict')
    await insertUsed(trx, id, entry.cards ?? [])
    if (entry.promise) await insertPromise(trx, entry, entry.promise, author, { institutionId, at: now })
    if (entry.refusesChannel) await refuseChannel(trx, { customerId, userId: person.userId, at: now }, channel)
    const warning = flagged ? permission : null
    await recordAudit(trx, { ...asked, detail: { ...detail, warning }, institutionId, outcome: 'done' })
    return answer('saved', warning)
  })
  if (logged.result !== 'saved' && logged.result !== 'repeated')
    await recordRefusal(database, { ...asked, detail: { ...detail, refusal: logged.result } })
  return logged
}

/** One corrects one's own record of the same customer; a mistake is a correction. */
async function wrongCorrection(
  trx: Scoped,
  { corrects, outcome }: ContactEntry,
  person: Person,
  customerId: bigint,
): Promise<EntryResult | undefined> {
  if (corrects === null) return outcome === 'mistake' ? 'conflict' : undefined
  const old = await writtenBefore(trx, corrects)
  return old?.userId === person.userId && old.customerId === customerId ? undefined : 'conflict'
}
