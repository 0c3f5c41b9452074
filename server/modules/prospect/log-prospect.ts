import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import { againWhenRaced } from '../../platform/database/again-when-raced.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { EntryResult, Logged } from '../contact/contract.ts'
import { wrongTime } from '../contact/index.ts'
import { policyAt } from '../policy/index.ts'
import { mayContactKnown, type ContactReason } from '../privacy/index.ts'
import type { ProspectEntry } from './contract.ts'
import { mayKeepProspects } from './prospect.policy.ts'
import { factsOf } from './prospect.rules.ts'
import { insertContact, writtenBefore } from './prospect.sql.ts'
import { factsRow } from './prospect-facts.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'log-prospect': true
  }
}

/**
 * Puts contacts with prospects on record as they come from a device, each in a transaction of its own, in the order given. What happened is recorded whether it
 * was allowed or not; what was not is flagged and answered with the reason (M21). Who refused is not turned to again. The same id sent again is `repeated` and
 * changes nothing.
 */
export async function logProspects(
  database: Database,
  person: Person,
  entries: readonly ProspectEntry[],
  now: Date,
): Promise<{ results: Logged[] } | 'FORBIDDEN'> {
  if (!mayKeepProspects(person.scope.role)) {
    await recordRefusal(database, { actor: actorOf(person), action: 'log-prospect' })
    return 'FORBIDDEN'
  }
  const results: Logged[] = []
  for (const entry of entries) results.push(await againWhenRaced(() => logOne(database, person, entry, now)))
  return { results }
}

async function logOne(database: Database, person: Person, entry: ProspectEntry, now: Date): Promise<Logged> {
  const { id, prospectId, channel, outcome, minutes } = entry
  const asked = { actor: actorOf(person), action: 'log-prospect', subject: { kind: 'prospect', id: prospectId } } as const
  const answer = (result: EntryResult, warning: ContactReason | null = null): Logged => ({ id, result, warning })
  const logged = await withScope(database, person.scope, async (trx) => {
    const before = await writtenBefore(trx, id)
    if (before) return answer(before.userId === person.userId && before.prospectId === prospectId ? 'repeated' : 'conflict')
    const today = businessDateOf(now)
    const policies = await policyAt(trx, today)
    const known = await factsRow(trx, prospectId, today, policies.whole('contact.cap_long_days'))
    if (!known) return answer('not_found')
    const refusal = await wrongTime(trx, entry.at, now)
    if (refusal) return answer(refusal)
    const permissions = await mayContactKnown(trx, new Date(entry.at))
    const { reason } = permissions.may(factsOf(known), channel, 'marketing')
    const flagged = channel !== 'walk_in' && reason !== 'allowed'
    const by = { userId: person.userId, staffId: person.scope.managerId, name: person.name, at: now, permission: reason, flagged }
    if (!(await insertContact(trx, entry, by))) return answer('conflict')
    const warning = flagged ? reason : null
    const { institutionId } = known
    await recordAudit(trx, { ...asked, detail: { id, channel, outcome, minutes, warning }, institutionId, outcome: 'done' })
    return answer('saved', warning)
  })
  if (logged.result !== 'saved' && logged.result !== 'repeated')
    await recordRefusal(database, { ...asked, detail: { id, channel, outcome, refusal: logged.result } })
  return logged
}
