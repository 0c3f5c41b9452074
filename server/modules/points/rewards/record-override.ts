import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { mayOverride } from './rewards.policy.ts'
import { headOfficeId, insertOverride } from './version.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'override-reward': true
  }
}

export type OverrideRefusal = 'FORBIDDEN' | 'NOT_FOUND' | { invalid: string }

/** Head-office compliance records that exactly the terms of a refused attempt may be asked for until a day (M96). Refusals are on record. */
export async function recordOverride(
  database: Database,
  person: Person,
  override: { attemptId: string; documentNo: string; ground: string; validTo: string },
  now: Date,
): Promise<{ id: string } | OverrideRefusal> {
  const { attemptId, documentNo, validTo } = override
  const asked = {
    actor: actorOf(person),
    action: 'override-reward',
    subject: { kind: 'refused_reward', id: attemptId },
    detail: { documentNo, ground: override.ground, validTo },
  } as const
  const outcome = await withScope(database, person.scope, async (trx): Promise<{ id: string } | OverrideRefusal> => {
    if (!mayOverride(person.scope, await headOfficeId(trx))) return 'FORBIDDEN'
    if (validTo <= businessDateOf(now)) return { invalid: '到期日须在今天之后' }
    const id = await insertOverride(trx, override, person, now)
    if (id === undefined) return 'NOT_FOUND'
    await recordAudit(trx, { ...asked, institutionId: person.scope.institutionId, outcome: 'done' })
    return { id }
  })
  if (typeof outcome === 'string' || 'invalid' in outcome) await recordRefusal(database, asked)
  return outcome
}
