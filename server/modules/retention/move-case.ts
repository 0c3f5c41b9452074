import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { insertStep, wasOvertaken } from './case-step.sql.ts'
import type { StepInput } from './contract.ts'
import { mayKeepCustomers, seesOwnCasesOnly } from './leave-case.policy.ts'
import { stateAfter, winBackDays } from './leave-case.rules.ts'
import { findCase } from './leave-case.sql.ts'
import type { Moved } from './open-leave-case.ts'
import { nextWinBack } from './present-case.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'move-leave-case': true
  }
}

type Refused = 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT'

/**
 * Puts a step on a case's log: talked, said to stay, said to leave, farewell, win-back. "Said to stay" is not kept: a night decides that. CONFLICT when
 * the case is past it, or somebody else was first. Refusals are on record.
 */
export async function moveCase(database: Database, person: Person, input: StepInput, now: Date): Promise<Moved | Refused> {
  const asked = {
    actor: actorOf(person),
    action: 'move-leave-case',
    subject: { kind: 'leave_case', id: input.id },
    detail: { kind: input.kind },
  } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    const moved = await move(trx, person, input, now)
    if (typeof moved === 'string') return moved
    await recordAudit(trx, {
      ...asked,
      institutionId: moved.institutionId,
      outcome: 'done',
      detail: { kind: input.kind, state: moved.state },
    })
    return { id: input.id, state: moved.state }
  }).catch((error: unknown) => {
    if (!wasOvertaken(error)) throw error
    return 'CONFLICT' as const
  })
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { kind: input.kind, why: outcome } })
  return outcome
}

async function move(trx: Scoped, { scope, userId, name }: Person, input: StepInput, now: Date) {
  if (!mayKeepCustomers(scope.role)) return 'FORBIDDEN'
  const record = await findCase(trx, input.id, seesOwnCasesOnly(scope.role) ? userId : undefined)
  if (!record) return 'NOT_FOUND'
  const to = stateAfter(record.state, input.kind, input.kind === 'win_back' && input.cameBack)
  if (!to || (input.kind === 'win_back' && nextWinBack(record) === null)) return 'CONFLICT'
  const on = businessDateOf(now)
  const { id: caseId, ...said } = input
  const left = input.kind === 'said_left' ? { winBackOn: winBackDays(await policyAt(trx, on)).map((days) => addDays(on, days)) } : {}
  await insertStep(trx, { caseId, from: record.state, to, ...said, ...left }, { userId, name, on, at: now })
  return { state: to, institutionId: record.institutionId }
}
