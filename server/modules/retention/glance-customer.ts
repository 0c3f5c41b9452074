import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { maskedViewOf, shownAmount, shownName } from '../privacy/index.ts'
import { mayKeepCustomers } from './leave-case.policy.ts'
import { authorityOf, needsFraudCheck, reasonsOf } from './leave-case.rules.ts'
import { openCaseOf, stakeOf, type Stake } from './leave-case.sql.ts'
import { shown } from './present-case.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'glance-customer': true
  }
}

/**
 * Who stands at the counter, what is at stake and what may be offered, masked for the role (M41); on record. For whom there is no keeping (code N,
 * deceased, closed) nothing more is told than that. Unknown and out of sight are both NOT_FOUND.
 */
export async function glanceCustomer(database: Database, person: Person, id: string, now: Date) {
  const customerId = BigInt(id)
  const asked = { actor: actorOf(person), action: 'glance-customer', subject: { kind: 'customer', id: customerId.toString() } } as const
  const today = businessDateOf(now)
  const outcome = await withScope(database, person.scope, async (trx) => {
    const stake = await stakeOf(trx, customerId, today)
    if (!stake) return 'NOT_FOUND'
    await recordAudit(trx, { ...asked, institutionId: stake.institutionId, outcome: 'done' })
    return present(trx, person, customerId, stake, today)
  })
  if (outcome === 'NOT_FOUND') await recordRefusal(database, asked)
  return outcome
}

async function present(trx: Scoped, { scope }: Person, customerId: bigint, stake: Stake, today: string) {
  const policies = await policyAt(trx, today)
  const view = maskedViewOf(policies, scope.role)
  const who = { customerId: customerId.toString(), customerNo: stake.customerNo, name: shownName(stake.name, view) }
  if (stake.bucket !== 'counted') return { ...who, applies: false, glance: null }
  const mayOpen = mayKeepCustomers(scope.role)
  const { age } = stake
  return {
    ...who,
    applies: true,
    glance: {
      age,
      tier: stake.tier,
      institutionName: stake.institutionName,
      managerName: stake.managerName,
      atStake: shownAmount(stake.aumFen, view),
      outflow7d: shown(stake.outflow7dFen, view),
      fraudCheck: checkFor(age, stake.outflow7dFen, policies),
      fraudCheckFromFen: policies.fen('leave.fraud_check_from_fen').toString(),
      openCaseId: (await openCaseOf(trx, customerId)) ?? null,
      reasons: reasonsOf(policies),
      offers: mayOpen ? authorityOf(policies, scope.role) : [],
      mayOpen,
    },
  }
}

function checkFor(age: number | null, outflowFen: bigint | null, policies: Policies): 'now' | 'from_fen' | 'no' {
  if (needsFraudCheck({ age, outflowFen, leavingFen: null }, policies)) return 'now'
  const line = policies.fen('leave.fraud_check_from_fen')
  return needsFraudCheck({ age, outflowFen, leavingFen: line }, policies) ? 'from_fen' : 'no'
}
