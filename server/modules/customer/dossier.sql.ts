import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** A customer's master data of one night, unmasked: it must not leave the server as it is. */
export interface DossierRecord {
  customer_no: string
  name: string | null
  gender: string | null
  birth_date: string | null
  phone: string | null
  address: string | null
  opened_on: string | null
  risk_tolerance: string | null
  risk_assessed_on: string | null
  status: string | null
  not_for_marketing: boolean
  institution_id: number
  institution_name: string
  manager_id: number | null
  manager_name: string | null
  /** fen; 1st element = the last month end */
  aum_month_ends: (bigint | null)[]
  tier_basis: string
}

/** One customer, undefined when unknown or outside the scope. */
export async function dossierRecord(trx: Scoped, businessDate: string, customerId: bigint): Promise<DossierRecord | undefined> {
  const { rows } = await sql<DossierRecord & { month_ends: (string | null)[] }>`
    select c.customer_no, c.name, c.gender, c.birth_date, c.phone, c.address, c.opened_on, c.risk_tolerance, c.risk_assessed_on, c.status, c.not_for_marketing,
      s.institution_id, i.name as institution_name, s.manager_id, st.name as manager_name, s.aum_month_ends::text[] as month_ends, s.tier_basis
    from customer.customer_snapshot s
    join customer.customer c on c.business_date = ${businessDate} and c.customer_id = s.customer_id
    join organisation.institution i on i.id = s.institution_id
    left join organisation.staff st on st.id = s.manager_id
    where s.business_date = ${businessDate} and s.customer_id = ${customerId}`.execute(trx)
  const [row] = rows
  return row && { ...row, aum_month_ends: row.month_ends.map((fen) => (fen === null ? null : BigInt(fen))) }
}

export interface Holding {
  productCode: string
  productName: string
  category: string
  countsAsAum: boolean
  accountCount: number
  balanceFen: bigint
  nextMaturityOn: string | null
}

/** What a customer holds, what counts as AUM first, then the larger balances. */
export async function holdingsOf(trx: Scoped, businessDate: string, customerId: bigint): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    select product_code as "productCode", product_name as "productName", category, counts_as_aum as "countsAsAum", account_count as "accountCount",
      balance_fen as "balanceFen", next_maturity_on as "nextMaturityOn"
    from customer.customer_holding where business_date = ${businessDate} and customer_id = ${customerId}
    order by counts_as_aum desc, balance_fen desc, product_code collate "C"`.execute(trx)
  return rows
}

/** The chance a customer is warned of with that night by the rule of signals (M40); null when not warned of, or without a chance. */
export async function warnedChance(
  trx: Scoped,
  businessDate: string,
  customerId: bigint,
): Promise<{ chanceBp: number; by: 'signals' | 'everyone' } | null> {
  const { rows } = await sql<{ chanceBp: number; by: 'signals' | 'everyone' }>`
    select chance_bp as "chanceBp", chance_from as by from warning.alert
    where business_date = ${businessDate} and customer_id = ${customerId} and chance_from in ('signals', 'everyone')`.execute(trx)
  return rows[0] ?? null
}
