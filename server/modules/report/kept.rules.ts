import type { PayrollKind, PayrollMonths, PayrollTotals } from '../payroll/index.ts'
import type { OutletReport } from './contract.ts'
import { filtersOf } from './filters.rules.ts'
import { rateOf } from './report.rules.ts'

type Kept = OutletReport['kept'][number]

const kinds = [
  { kind: 'payroll', judged: 'wage_credit', running: 'wage_credit_running' },
  { kind: 'pension', judged: 'pension_credit', running: 'pension_credit_running' },
] as const

/** What was kept of payroll and pension credits (M08): of the judged month by kind, and what the running month has brought so far. */
export function keptParts(months: PayrollMonths, judged: readonly PayrollTotals[], running: readonly PayrollTotals[]): Kept[] {
  return kinds.map(({ kind, ...figures }) => {
    const totals = totalsOf(judged, kind)
    const { customers, credits, creditFen } = totalsOf(running, kind)
    return {
      kind,
      monthEnd: totals.customers > 0 ? months.judged : null,
      customers: totals.customers,
      credits: totals.credits,
      creditFen: totals.creditFen.toString(),
      kept7d: rateOf(totals.kept7dFen, totals.creditFen),
      kept30d: rateOf(totals.kept30dFen, totals.creditFen),
      keptMonthEnd: rateOf(totals.keptMonthEndFen, totals.creditFen),
      kept30dAum: rateOf(totals.kept30dAumFen, totals.creditFen),
      filters: filtersOf.payroll(figures.judged),
      running: {
        monthEnd: months.running,
        customers,
        credits,
        creditFen: creditFen.toString(),
        filters: filtersOf.payroll(figures.running),
      },
    }
  })
}

const none = { customers: 0, credits: 0, creditFen: 0n, kept7dFen: null, kept30dFen: null, keptMonthEndFen: null, kept30dAumFen: null }

const totalsOf = (totals: readonly PayrollTotals[], kind: PayrollKind): Omit<PayrollTotals, 'kind'> =>
  totals.find((row) => row.kind === kind) ?? none
