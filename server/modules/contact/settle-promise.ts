import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { insertStep, openPromise, type PromiseStep } from './promise.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'settle-promise': true
  }
}

/** Notes that a promise was kept, put off or let go, with the proof (M24). One that is settled, outside or unknown is NOT_FOUND, on record. */
export async function settlePromise(
  database: Database,
  person: Person,
  step: PromiseStep,
  now: Date,
): Promise<{ settled: true } | 'NOT_FOUND'> {
  const asked = {
    actor: actorOf(person),
    action: 'settle-promise',
    subject: { kind: 'promise', id: step.id },
    detail: { kind: step.kind, dueOn: step.dueOn, toldCustomer: step.toldCustomer },
  } as const
  const done = await withScope(database, person.scope, async (trx) => {
    const promise = await openPromise(trx, step.id)
    if (!promise || !(await insertStep(trx, step, { userId: person.userId, name: person.name, at: now }))) return false
    await recordAudit(trx, { ...asked, institutionId: promise.institutionId, outcome: 'done' })
    return true
  })
  if (done) return { settled: true }
  await recordRefusal(database, asked)
  return 'NOT_FOUND'
}
