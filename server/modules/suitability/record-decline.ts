import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { DeclineInput } from './contract.ts'
import { fitNight } from './fit-night.ts'
import { mayRecordDecline } from './suitability.policy.ts'
import { insertDecline, investorOf, sameDecline, type Decline } from './suitability.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'decline-product': true
  }
}

interface Declined {
  id: string
  /** the last day on which it is not suggested */
  restsUntil: string
}

/**
 * Writes down that a customer does not want a kind of product: it rests for the policy's days (M27). Sent twice it is one record; the same id for something else is
 * CONFLICT. A customer outside the scope, or of whom nobody may turn to, is NOT_FOUND. On record, refusals too.
 */
export async function recordDecline(
  database: Database,
  person: Person,
  input: DeclineInput,
  now: Date,
): Promise<Declined | 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY' | 'CONFLICT'> {
  const asked = {
    actor: actorOf(person),
    action: 'decline-product',
    subject: { kind: 'customer', id: input.customerId },
    detail: { category: input.category },
  } as const
  const outcome = mayRecordDecline(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        const night = await fitNight(trx, now)
        if (!night) return 'NOT_READY' as const
        const investor = await investorOf(trx, night, BigInt(input.customerId))
        if (!investor || investor.bucket !== 'counted') return 'NOT_FOUND' as const
        const { id, category } = input
        const record = {
          id,
          category,
          customerId: investor.customerId,
          onDate: night.today,
          userId: person.userId,
          staffName: person.name,
          at: now,
        }
        const onDate = await kept(trx, record)
        if (onDate === undefined) return 'CONFLICT' as const
        if (onDate.isNew) await recordAudit(trx, { ...asked, institutionId: investor.institutionId, outcome: 'done' })
        return { id, restsUntil: addDays(onDate.date, night.policies.whole('suitability.rest_days') - 1) }
      })
    : ('FORBIDDEN' as const)
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

async function kept(trx: Scoped, record: Decline): Promise<{ date: string; isNew: boolean } | undefined> {
  if (await insertDecline(trx, record)) return { date: record.onDate, isNew: true }
  const same = await sameDecline(trx, record)
  return same && { date: same.onDate, isNew: false }
}
