import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { wasOvertaken } from './case-step.sql.ts'
import { fraudQuestions, reasonOfAlert, type CaseState, type OpenInput } from './contract.ts'
import { mayKeepCustomers } from './leave-case.policy.ts'
import { needsFraudCheck, reasonsOf } from './leave-case.rules.ts'
import { findCase, insertCase, openCaseOf, stakeOf } from './leave-case.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'open-leave-case': true
  }
}

export type OpenRefusal =
  'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'NOT_FOR_KEEPING' | 'CHECK_FIRST' | 'FRAUD_FIRST' | 'OPEN_ALREADY' | 'REASON_OFF'

export interface Moved {
  id: string
  state: CaseState
}

/**
 * Opens a leave case for a customer in sight (M41). Of an elder with a large outflow the fraud check is answered first, and a suspicion opens nothing:
 * which question was answered how is kept nowhere (regulation F). The same id again answers as the first time. Refusals are on record.
 */
export async function openLeaveCase(database: Database, person: Person, input: OpenInput, now: Date): Promise<Moved | OpenRefusal> {
  const asked = {
    actor: actorOf(person),
    action: 'open-leave-case',
    subject: { kind: 'customer', id: BigInt(input.customerId).toString() },
  } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    const opened = await open(trx, person, input, now)
    if (typeof opened === 'string' || opened.repeated) return opened
    const detail = { caseId: input.id, source: input.source, reason: input.reason, fraudChecked: opened.fraudChecked }
    await recordAudit(trx, { ...asked, institutionId: opened.institutionId, outcome: 'done', detail })
    return opened
  }).catch((error: unknown) => {
    if (!wasOvertaken(error)) throw error
    return 'CONFLICT' as const
  })
  if (typeof outcome !== 'string') return { id: input.id, state: outcome.state }
  // a suspicion of fraud leaves no trace that names it
  await recordRefusal(database, { ...asked, detail: { why: outcome === 'FRAUD_FIRST' ? 'CHECK_FIRST' : outcome } })
  return outcome
}

async function open(trx: Scoped, person: Person, input: OpenInput, now: Date) {
  if (!mayKeepCustomers(person.scope.role)) return 'FORBIDDEN'
  const customerId = BigInt(input.customerId)
  const today = businessDateOf(now)
  const stake = await stakeOf(trx, customerId, today)
  if (!stake) return 'NOT_FOUND'
  if (stake.bucket !== 'counted') return 'NOT_FOR_KEEPING'
  const before = await findCase(trx, input.id)
  if (before) {
    if (before.userId !== person.userId || before.customerId !== customerId) return 'CONFLICT'
    return { repeated: true, state: before.state, institutionId: before.institutionId, fraudChecked: before.fraudChecked } as const
  }
  const policies = await policyAt(trx, today)
  const leavingFen = input.leavingFen === null ? null : BigInt(input.leavingFen)
  const fraudChecked = needsFraudCheck({ age: stake.age, outflowFen: stake.outflow7dFen, leavingFen }, policies)
  const { fraudCheck } = input
  if (fraudChecked && fraudCheck === null) return 'CHECK_FIRST'
  if (fraudCheck !== null && fraudQuestions.some((question) => fraudCheck[question])) return 'FRAUD_FIRST'
  const isAlert = input.source === 'alert' && input.reason === reasonOfAlert
  if (!isAlert && !reasonsOf(policies).includes(input.reason)) return 'REASON_OFF'
  if (await openCaseOf(trx, customerId)) return 'OPEN_ALREADY'
  if (!(await insertCase(trx, input, { stake, fraudChecked, person, on: today, at: now }))) return 'CONFLICT'
  return { repeated: false, state: 'opened', institutionId: stake.institutionId, fraudChecked } as const
}
