import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, shownName, type MaskedView } from '../privacy/index.ts'
import { bandsOf } from './bands.rules.ts'
import { completenessOf, dossierLinesOf, isStale, monthsBetween } from './completeness.rules.ts'
import { childRelations, type Detail, type DossierView } from './contract.ts'
import { mayRecordFacts, maySeeFacts } from './dossier.policy.ts'
import { earlierOf, factsOf, subjectOf } from './fact.sql.ts'
import { upcomingOf } from './upcoming.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'show-facts': true
  }
}

/**
 * What people know of a customer, as the role sees it: where names are masked, those of the family are too and notes stay shut (M98). Each opening is
 * on record, with how many of the facts are about children.
 */
export async function showFacts(
  database: Database,
  person: Person,
  id: string,
  now: Date,
): Promise<DossierView | 'FORBIDDEN' | 'NOT_FOUND'> {
  const customerId = BigInt(id)
  const { role } = person.scope
  const asked = { actor: actorOf(person), action: 'show-facts', subject: { kind: 'customer', id } } as const
  const outcome = maySeeFacts(role)
    ? await withScope(database, person.scope, async (trx) => {
        const today = businessDateOf(now)
        const policies = await policyAt(trx, today)
        const subject = await subjectOf(trx, customerId, { years: policies.whole('contact.child_under_years'), today })
        if (!subject) return 'NOT_FOUND' as const
        const lines = dossierLinesOf(policies)
        const view = maskedViewOf(policies, role)
        const earlier = await earlierOf(trx, customerId)
        const known = (await factsOf(trx, customerId)).map(({ thread, recordedAt, confirmedAt, relativeId, relativeName, ...fact }) => {
          const confirmedOn = businessDateOf(confirmedAt)
          const monthsAgo = monthsBetween(confirmedOn, today)
          return {
            ...fact,
            detail: seen(fact.detail, view),
            recordedOn: businessDateOf(recordedAt),
            confirmedOn,
            monthsAgo,
            stale: isStale(fact.detail.field, monthsAgo, lines),
            relative: relativeId === null ? null : { customerId: relativeId.toString(), name: shownName(relativeName, view) },
            earlier: earlier
              .filter((one) => one.thread === thread)
              .map((one) => ({ detail: seen(one.detail, view), staffName: one.staffName, recordedOn: businessDateOf(one.recordedAt) })),
          }
        })
        const children = known.filter(({ detail }) => detail.field === 'family' && childRelations.includes(detail.relation)).length
        const detail = { facts: known.length, children }
        await recordAudit(trx, { ...asked, detail, institutionId: subject.institutionId, outcome: 'done' })
        return {
          facts: view.hidesNames ? known.filter((fact) => fact.detail.field !== 'note') : known,
          upcoming: upcomingOf(known, subject.birthDate, today),
          completeness: completenessOf(
            known.map((fact) => ({ field: fact.detail.field, stale: fact.stale })),
            lines,
          ),
          bands: bandsOf(view.lines),
          mayRecord: mayRecordFacts(role) && !subject.underAge,
        }
      })
    : ('FORBIDDEN' as const)
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

function seen(detail: Detail, view: MaskedView): Detail {
  if (detail.field === 'family') return { ...detail, name: shownName(detail.name, view) }
  if (detail.field === 'date') return { ...detail, who: shownName(detail.who, view) }
  return detail
}
