import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

/** What the published night knows of a customer, as far as it can be a reason; fen, ISO dates, null = not known. */
export interface KnownCustomer {
  customerId: bigint
  managerId: number
  customerNo: string
  name: string | null
  birthDate: string | null
  riskAssessedOn: string | null
  tier: string
  tierMove: string
  aumFen: bigint
  aumPeak12mFen: bigint | null
  nextTierGapFen: bigint | null
  activity: string | null
  daysSinceOwnAct: number | null
  inflow7dFen: bigint | null
  outflow7dFen: bigint | null
  passThrough30dFen: bigint | null
  ownNameOutflow90dFen: bigint | null
  payrollKind: string | null
  payrollCreditFen: bigint
  payrollKeptFen: bigint
  /** the newest month in which wages or a pension came in, and what came */
  lastPayrollMonth: string | null
  lastPayrollFen: bigint | null
  phoneUsable: boolean
  addressFresh: boolean
  /** what matures from the plan's day on within the policy's days */
  maturingFen: bigint
  maturesOn: string | null
  maturingProduct: string | null
}

/**
 * The customers of managers whom rates count (bucket `counted`: not code N, not the dead, not those the bank closed; M96a), without a special
 * status, of the night of a business date; by manager and customer. `from`–`to`: the days on which a maturity is a reason.
 */
export async function knownCustomers(
  trx: Database,
  { businessDate, managerIds, from, to }: { businessDate: string; managerIds: readonly number[]; from: string; to: string },
): Promise<KnownCustomer[]> {
  const { rows } = await sql<KnownCustomer>`
    select s.customer_id as "customerId", s.manager_id as "managerId", c.customer_no as "customerNo", c.name, c.birth_date as "birthDate",
      c.risk_assessed_on as "riskAssessedOn", s.tier, s.tier_move as "tierMove", s.aum_fen as "aumFen", s.aum_peak_12m_fen as "aumPeak12mFen", s.next_tier_gap_fen as "nextTierGapFen",
      s.activity, s.days_since_own_act as "daysSinceOwnAct", s.inflow_7d_fen as "inflow7dFen", s.outflow_7d_fen as "outflow7dFen",
      s.pass_through_30d_fen as "passThrough30dFen", s.own_name_outflow_90d_fen as "ownNameOutflow90dFen", s.payroll_kind as "payrollKind",
      s.payroll_credit_fen as "payrollCreditFen", coalesce(s.payroll_kept_30d_aum_fen, s.payroll_kept_30d_fen) as "payrollKeptFen",
      p.month_end as "lastPayrollMonth", p.credit_fen as "lastPayrollFen", s.phone_usable as "phoneUsable", s.address_fresh as "addressFresh",
      coalesce(m.amount_fen, 0)::bigint as "maturingFen", m.matures_on as "maturesOn", m.product_name as "maturingProduct"
    from customer.customer_snapshot s
    join customer.customer c on c.business_date = s.business_date and c.customer_id = s.customer_id
    left join (
      select customer_id, sum(amount_fen) as amount_fen, min(matures_on) as matures_on,
        (array_agg(product_name order by matures_on, amount_fen desc, term_no))[1] as product_name
      from retention.maturity
      where business_date = ${businessDate} and manager_id = any(${[...managerIds]}::int[]) and matures_on between ${from}::date and ${to}::date
      group by customer_id) m on m.customer_id = s.customer_id
    left join (
      select distinct on (customer_id) customer_id, month_end, sum(credit_fen) over (partition by customer_id, month_end)::bigint as credit_fen
      from payroll.payroll_month where business_date = ${businessDate} and manager_id = any(${[...managerIds]}::int[])
      order by customer_id, month_end desc) p on p.customer_id = s.customer_id
    where s.business_date = ${businessDate} and s.manager_id = any(${[...managerIds]}::int[]) and s.bucket = 'counted' and c.status is null
    order by s.manager_id, s.customer_id`.execute(trx)
  return rows
}
