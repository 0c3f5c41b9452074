import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf } from '../privacy/index.ts'
import { stepsOf } from './case-step.sql.ts'
import type { LeaveCase } from './contract.ts'
import { mayKeepCustomers, seesOwnCasesOnly } from './leave-case.policy.ts'
import { authorityOf, stateAfter } from './leave-case.rules.ts'
import { findCase, type CaseRecord } from './leave-case.sql.ts'
import { nextWinBack, presentCard, presentStep, shown } from './present-case.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'open-leave-page': true
  }
}

const bySaying = ['talked', 'said_stayed', 'said_left', 'farewell', 'win_back'] as const

/** A case with its log and what the person may do next; on record, as it shows a customer. Out of sight, and of a teller others' cases, are NOT_FOUND. */
export async function showCase(database: Database, person: Person, id: string, now: Date): Promise<LeaveCase | 'NOT_FOUND'> {
  const { scope, userId } = person
  const asked = { actor: actorOf(person), action: 'open-leave-page', subject: { kind: 'leave_case', id } } as const
  const found = await withScope(database, scope, async (trx) => {
    const record = await findCase(trx, id, seesOwnCasesOnly(scope.role) ? userId : undefined)
    if (!record) return undefined
    const today = businessDateOf(now)
    const policies = await policyAt(trx, today)
    const view = maskedViewOf(policies, scope.role)
    const log = await stepsOf(trx, id)
    await recordAudit(trx, { ...asked, institutionId: record.institutionId, outcome: 'done', detail: { customerId: record.customerId } })
    const mayAct = mayKeepCustomers(scope.role)
    return {
      ...presentCard(record, view, today),
      destinationBank: record.destinationBank,
      leaving: shown(record.leavingFen, view),
      fraudChecked: record.fraudChecked,
      atStakeOn: record.atStakeOn,
      broughtIn: shown(record.broughtInFen, view),
      seenOn: record.seenOn,
      saidOn: record.saidOn,
      winBacks: record.winBackOn.map((dueOn, index) => ({ dueOn, done: index < record.winBacks })),
      log: log.map((step) => presentStep(step, view)),
      steps: mayAct ? bySaying.filter((kind) => possible(record, kind)) : [],
      offers: mayAct && stateAfter(record.state, 'offered') ? authorityOf(policies, scope.role) : [],
    }
  })
  if (found) return found
  await recordRefusal(database, asked)
  return 'NOT_FOUND'
}

const possible = (record: CaseRecord, kind: (typeof bySaying)[number]): boolean =>
  stateAfter(record.state, kind) !== undefined && (kind !== 'win_back' || nextWinBack(record) !== null)
