import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { openPlace } from './open-place.ts'
import { groupCounts, signalCounts, warnedCounts, type ManagerCounts } from './summary.sql.ts'

/** How the warned customers of a place stand (M40): in all, by outlet, by signal, by risk group, and manager by manager with coverage. */
export function showSummary(
  database: Database,
  person: Person,
  input: { institutionId?: number | undefined; managerId?: number | undefined },
  now: Date,
) {
  return openPlace(database, person, input, now, async ({ trx, publication: { businessDate }, view, query }) => {
    const { managers, outlets } = await warnedCounts(trx, query)
    const total = (of: (row: ManagerCounts) => number) => managers.reduce((sum, row) => sum + of(row), 0)
    const money = (of: (row: ManagerCounts) => bigint | null) => managers.reduce((sum, row) => sum + (of(row) ?? 0n), 0n)
    // sums of few customers would tell what bands hide
    const shown = (fen: bigint | null) => (fen === null || view.hidesAmounts ? null : fen.toString())
    return {
      businessDate,
      contactWithinHours: query.withinHours,
      counts: {
        customers: total((row) => row.customers),
        waiting: total((row) => row.waiting),
        overdue: total((row) => row.overdue),
        contacted: total((row) => row.contacted),
        cases: total((row) => row.cases),
      },
      valueAtRiskFen: shown(money((row) => row.valueAtRiskFen)),
      expectedLossFen: shown(money((row) => row.expectedLossFen)),
      outlets,
      signals: await signalCounts(trx, query),
      groups: await groupCounts(trx, query),
      managers: managers.map(({ valueAtRiskFen: _value, expectedLossFen, ...row }) => ({
        ...row,
        expectedLossFen: shown(expectedLossFen),
      })),
    }
  })
}
