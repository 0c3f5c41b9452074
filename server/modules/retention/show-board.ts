import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { subtreeOf } from '../organisation/index.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf } from '../privacy/index.ts'
import { boardColumns, commonReasons, type BoardColumn } from './contract.ts'
import { mayKeepCustomers, mayReadReasons, seesOwnCasesOnly } from './leave-case.policy.ts'
import { reasonsOf } from './leave-case.rules.ts'
import { boardCases, boardCounts, reasonCounts } from './leave-case.sql.ts'
import { presentCard } from './present-case.ts'

interface Wish {
  institutionId?: number | undefined
  /** `none`: only how many there are */
  cards?: 'all' | 'none' | undefined
}

/** The cases of an institution and what lies below it by where they stand (M41); a teller's are those they opened. Outside the scope is NOT_FOUND. */
export function showBoard(database: Database, { scope, userId }: Person, { institutionId, cards: wanted }: Wish, now: Date) {
  return withScope(database, scope, async (trx) => {
    const institutions = institutionId === undefined ? scope.institutions : await subtreeOf(trx, scope, institutionId)
    if (institutions.length === 0) return 'NOT_FOUND'
    const today = businessDateOf(now)
    const policies = await policyAt(trx, today)
    const view = maskedViewOf(policies, scope.role)
    const wish = {
      institutions,
      ownerId: seesOwnCasesOnly(scope.role) ? userId : undefined,
      decidedSince: addDays(today, -policies.whole('leave.board_days')),
      today,
    }
    const records = wanted === 'none' ? [] : await boardCases(trx, wish)
    const cards = records.map((record) => presentCard(record, view, today))
    const counted = await boardCounts(trx, wish)
    const of = (column: BoardColumn) => counted.find((one) => one.column === column)?.cases ?? 0
    const counts = Object.fromEntries(boardColumns.map((column) => [column, of(column)])) as Record<BoardColumn, number>
    const kept = counted.reduce((sum, one) => sum + one.kept, 0)
    return { today, counts, kept, cards, mayOpen: mayKeepCustomers(scope.role) }
  })
}

/** Why customers said to leave, against the benchmark of M42. */
export async function showReasons(database: Database, { scope }: { scope: Scope }, institutionId: number | undefined, now: Date) {
  if (!mayReadReasons(scope.role)) return 'FORBIDDEN'
  return withScope(database, scope, async (trx) => {
    const institutions = institutionId === undefined ? scope.institutions : await subtreeOf(trx, scope, institutionId)
    if (institutions.length === 0) return 'NOT_FOUND'
    const today = businessDateOf(now)
    const policies = await policyAt(trx, today)
    const days = policies.whole('leave.reasons_days')
    const counts = await reasonCounts(trx, institutions, addDays(today, -days))
    const offered = reasonsOf(policies)
    const listed = [...offered, ...counts.map(({ reason }) => reason).filter((reason) => !offered.includes(reason))]
    return {
      days,
      cases: counts.reduce((sum, { cases }) => sum + cases, 0),
      reasons: listed.map((reason) => {
        const found = counts.find((one) => one.reason === reason)
        const common = commonReasons.find((one) => one === reason)
        const benchmarkBp = common ? policies.whole(`leave.benchmark.${common}_bp`) : null
        return { reason, cases: found?.cases ?? 0, kept: found?.kept ?? 0, benchmarkBp }
      }),
    }
  })
}
