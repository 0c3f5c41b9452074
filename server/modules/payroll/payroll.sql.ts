import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

export type PayrollKind = 'payroll' | 'pension'

/** One month of credits of one customer; amounts in fen, null = the horizon has not passed. */
export interface PayrollMonth {
  kind: PayrollKind
  monthEnd: string
  detected: boolean
  employerName: string | null
  creditFen: bigint
  kept7dFen: bigint | null
  kept30dFen: bigint | null
  keptMonthEndFen: bigint | null
}

/** The months with credits of one customer, newest first, of the night of a business date. */
export async function payrollOfCustomer(trx: Scoped, businessDate: string, customerId: bigint): Promise<PayrollMonth[]> {
  const { rows } = await sql<PayrollMonth>`
    select p.kind, p.month_end as "monthEnd", p.detected, e.name as "employerName", p.credit_fen as "creditFen", p.kept_7d_fen as "kept7dFen",
      p.kept_30d_fen as "kept30dFen", p.kept_month_end_fen as "keptMonthEndFen"
    from payroll.payroll_month p left join payroll.employer e on e.id = p.employer_id
    where p.business_date = ${businessDate} and p.customer_id = ${customerId}
    order by p.month_end desc, p.kind`.execute(trx)
  return rows
}

/** Sums over counted customers of one kind and month; fen. A kept sum is null unless every row knows it, as else its rate would have parts that do not belong together. */
export interface PayrollTotals {
  kind: PayrollKind
  customers: number
  credits: number
  creditFen: bigint
  kept7dFen: bigint | null
  kept30dFen: bigint | null
  keptMonthEndFen: bigint | null
  kept30dAumFen: bigint | null
}

/** Totals by kind of the counted customers of some institutions in one month, of the night of a business date; a kind without credits has none. */
export async function payrollTotals(
  trx: Scoped,
  { businessDate, institutions, monthEnd }: { businessDate: string; institutions: readonly number[]; monthEnd: string },
): Promise<PayrollTotals[]> {
  const kept = (column: string) => sql`case when count(${sql.ref(column)}) = count(*) then sum(${sql.ref(column)})::bigint end`
  const { rows } = await sql<PayrollTotals>`
    select kind, count(*)::int as customers, sum(credits)::int as credits, sum(credit_fen)::bigint as "creditFen",
      ${kept('kept_7d_fen')} as "kept7dFen", ${kept('kept_30d_fen')} as "kept30dFen", ${kept('kept_month_end_fen')} as "keptMonthEndFen",
      ${kept('kept_30d_aum_fen')} as "kept30dAumFen"
    from payroll.payroll_month
    where business_date = ${businessDate} and institution_id = any (${[...institutions]}::integer[]) and month_end = ${monthEnd} and counted and credit_fen > 0
    group by kind order by kind`.execute(trx)
  return rows
}
