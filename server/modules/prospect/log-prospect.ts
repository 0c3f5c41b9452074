import { businessDateOf, addDays } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { mayContactKnown, type ContactReason } from '../privacy/index.ts'
import { onProspect } from './keep-prospects.ts'
import { factsOf } from './prospect.rules.ts'
import { insertContact, type NewContact } from './prospect.sql.ts'
import { factsRow } from './prospect-facts.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'log-prospect': true
  }
}

/**
 * Puts a contact with a prospect on record. What happened is recorded whether it was allowed or not; what was not is flagged and answered with the reason
 * (M21). Who refused is not turned to again. CONFLICT: of the future, or older than policy worklog.late_days.
 */
export function logProspect(database: Database, person: Person, contact: NewContact, now: Date) {
  return onProspect<{ result: 'saved' | 'repeated'; warning: ContactReason | null }>(
    database,
    person,
    { action: 'log-prospect', id: contact.prospectId },
    async (trx) => {
      const today = businessDateOf(now)
      const policies = await policyAt(trx, today)
      const earliest = addDays(today, -policies.whole('worklog.late_days'))
      const at = new Date(contact.at)
      const known = await factsRow(trx, contact.prospectId, today, policies.whole('contact.cap_long_days'))
      if (!known) return 'NOT_FOUND'
      if (at.getTime() > now.getTime() + clockAheadMs || businessDateOf(at) < earliest) return 'CONFLICT'
      const may = await mayContactKnown(trx, at)
      const { reason } = may(factsOf(known), { channel: contact.channel, purpose: 'marketing' })
      const flagged = contact.channel !== 'walk_in' && reason !== 'allowed'
      const by = { userId: person.userId, staffId: person.scope.managerId, name: person.name, at: now, permission: reason, flagged }
      const saved = await insertContact(trx, contact, by)
      const { channel, outcome, minutes } = contact
      const answer = { result: saved ? ('saved' as const) : ('repeated' as const), warning: flagged ? reason : null }
      return { answer, institutionId: known.institutionId, detail: { channel, outcome, minutes, warning: answer.warning } }
    },
  )
}

/** a device's clock may be ahead of ours by so much */
const clockAheadMs = 300_000
