import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { ReasonCode } from './contract.ts'
import { replaceTalkingPoints, talkingPoints, type TalkingPoint } from './talking-point.sql.ts'
import { mayReadTalkingPoints, mayWriteTalkingPoints } from './today.policy.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'list-talking-points': true
    'save-talking-points': true
  }
}

/** What there is to say, by reason. */
export async function listTalkingPoints(database: Database, person: Person): Promise<{ points: TalkingPoint[] } | 'FORBIDDEN'> {
  if (mayReadTalkingPoints(person.scope.role)) return { points: await withScope(database, person.scope, talkingPoints) }
  await recordRefusal(database, { actor: actorOf(person), action: 'list-talking-points' })
  return 'FORBIDDEN'
}

/** Replaces what there is to say for a reason; what was said before stays on file. */
export async function saveTalkingPoints(
  database: Database,
  person: Person,
  { reason, texts }: { reason: ReasonCode; texts: readonly string[] },
  now: Date,
): Promise<{ points: TalkingPoint[] } | 'FORBIDDEN'> {
  const asked = {
    actor: actorOf(person),
    action: 'save-talking-points',
    subject: { kind: 'reason', id: reason },
    detail: { texts: [...texts] },
  } as const
  if (!mayWriteTalkingPoints(person.scope.role)) {
    await recordRefusal(database, asked)
    return 'FORBIDDEN'
  }
  return withScope(database, person.scope, async (trx) => {
    await replaceTalkingPoints(trx, { reason, texts, userId: person.userId, at: now })
    await recordAudit(trx, { ...asked, outcome: 'done' })
    return { points: await talkingPoints(trx) }
  })
}
