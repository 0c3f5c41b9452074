import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { wasOvertaken } from '../case-step.sql.ts'
import { endVersion, insertVersion } from './benefit.sql.ts'
import type { BenefitInput } from './contract.ts'
import { mayEditBenefits } from './plays.policy.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'keep-benefit': true
    'end-benefit': true
  }
}

type Refused = 'FORBIDDEN' | 'PAST' | 'NOT_FOUND' | 'CONFLICT'
type Act = 'keep-benefit' | 'end-benefit'

/**
 * A benefit as it is given from a day on (M44); the version before it ends the day before. Head office's; no earlier than today. CONFLICT when somebody
 * else changed it meanwhile. Refusals are on record.
 */
export function keepBenefit(database: Database, person: Person, input: BenefitInput, now: Date): Promise<{ code: string } | Refused> {
  const detail = { name: input.name, validFrom: input.validFrom, period: input.period, times: input.times }
  return actOnCatalogue(database, person, { action: 'keep-benefit', code: input.code, day: input.validFrom, detail }, now, async (trx) => {
    await endVersion(trx, input.code, input.validFrom, person.userId)
    return (await insertVersion(trx, input, person, now)) ? undefined : 'CONFLICT'
  })
}

/** Stops giving a benefit after a day, today at the earliest; what was used stays on record. */
export function endBenefit(
  database: Database,
  person: Person,
  { code, lastDay }: { code: string; lastDay: string },
  now: Date,
): Promise<{ code: string } | Refused> {
  return actOnCatalogue(database, person, { action: 'end-benefit', code, day: lastDay, detail: { lastDay } }, now, async (trx) =>
    (await endVersion(trx, code, addDays(lastDay, 1), person.userId)) ? undefined : 'NOT_FOUND',
  )
}

type Work = (trx: Parameters<Parameters<typeof withScope>[2]>[0]) => Promise<Refused | undefined>

async function actOnCatalogue(
  database: Database,
  person: Person,
  { action, code, day, detail }: { action: Act; code: string; day: string; detail: object },
  now: Date,
  work: Work,
): Promise<{ code: string } | Refused> {
  const asked = { actor: actorOf(person), action, subject: { kind: 'benefit', id: code } } as const
  const { scope } = person
  const refused = await withScope(database, scope, async (trx) => {
    if (!mayEditBenefits(scope.role)) return 'FORBIDDEN'
    if (day < businessDateOf(now)) return 'PAST'
    const refusal = await work(trx)
    if (refusal === undefined)
      await recordAudit(trx, { ...asked, institutionId: scope.institutionId, outcome: 'done', detail: { ...detail } })
    return refusal
  }).catch((error: unknown) => {
    if (!wasOvertaken(error)) throw error
    return 'CONFLICT' as const
  })
  if (refused === undefined) return { code }
  await recordRefusal(database, { ...asked, detail: { why: refused } })
  return refused
}
