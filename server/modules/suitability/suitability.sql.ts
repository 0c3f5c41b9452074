import { sql, type RawBuilder } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import { shareKey, type Investor, type Product, type Shares } from './suitability.rules.ts'

/** A customer with what the rules ask for; the name is unmasked, amounts in fen. */
export interface InvestorRecord extends Investor {
  customerId: bigint
  customerNo: string
  name: string | null
  institutionId: number
  institutionName: string
  managerName: string | null
  bucket: string
  status: string | null
}

interface Night {
  businessDate: string
  /** what was declined on this day or later rests */
  declinedFrom: string
}

/** Gathered apart from what narrows them, so that a page is cut before holdings are looked up. */
const investors = ({ businessDate, declinedFrom }: Night, page: RawBuilder<unknown>) => sql<InvestorRecord>`
  with page as (${page})
  select c.customer_id as "customerId", c.customer_no as "customerNo", c.name, c.institution_id as "institutionId", i.name as "institutionName",
    m.name as "managerName", s.bucket, c.status, s.tier, s.aum_fen as "aumFen", c.risk_tolerance as "riskTolerance", c.risk_assessed_on as "assessedOn",
    extract(year from age(${businessDate}::date, c.birth_date))::integer as age,
    array(select distinct h.category from customer.customer_holding h where h.business_date = ${businessDate} and h.customer_id = c.customer_id) as held,
    array(select distinct d.category from suitability.decline d where d.customer_id = c.customer_id and d.on_date >= ${declinedFrom}) as declined
  from page
  join customer.customer_snapshot s on s.business_date = ${businessDate} and s.customer_id = page.customer_id
  join customer.customer c on c.business_date = ${businessDate} and c.customer_id = page.customer_id
  join organisation.institution i on i.id = c.institution_id
  left join organisation.staff m on m.id = c.manager_id
  order by s.aum_fen desc, c.customer_id`

/** One customer in sight. */
export async function investorOf(trx: Scoped, night: Night, customerId: bigint): Promise<InvestorRecord | undefined> {
  return (await investors(night, sql`select ${customerId}::bigint as customer_id`).execute(trx)).rows[0]
}

/** Customers who count in rates and have no special status, the largest AUM first; with `without`, only who holds nothing of that category. The page from `offset` on. */
export async function largestInvestors(
  trx: Scoped,
  night: Night,
  { institutions, without, offset, limit }: { institutions: readonly number[]; without: string | undefined; offset: number; limit: number },
): Promise<InvestorRecord[]> {
  const lacks =
    without === undefined
      ? sql`true`
      : sql`not exists (select from customer.customer_holding h
          where h.business_date = ${night.businessDate} and h.customer_id = s.customer_id and h.category = ${without})`
  const page = sql`
    select s.customer_id from customer.customer_snapshot s
    join customer.customer c on c.business_date = s.business_date and c.customer_id = s.customer_id
    where s.business_date = ${night.businessDate} and s.institution_id = any (${[...institutions]}::integer[]) and s.bucket = 'counted'
      and c.status is null and ${lacks}
    order by s.aum_fen desc nulls last, s.customer_id limit ${limit} offset ${offset}`
  return (await investors(night, page).execute(trx)).rows
}

/** The products of a night, in the order of their codes. */
export async function shelfOf(trx: Scoped, businessDate: string): Promise<Product[]> {
  const { rows } = await sql<Product>`
    select product_code as "productCode", product_name as "productName", category, risk_level as "riskLevel", arrangement
    from suitability.product_shelf where business_date = ${businessDate} order by product_code collate "C"`.execute(trx)
  return rows
}

/** How many of each tier hold each category, in basis points. */
export async function sharesOf(trx: Scoped, businessDate: string): Promise<Shares> {
  const { rows } = await sql<{ tier: string; category: string; bp: number }>`
    select tier, category, (holders * 10000::bigint / customers)::integer as bp from suitability.category_share where business_date = ${businessDate}`.execute(
    trx,
  )
  return new Map(rows.map(({ tier, category, bp }) => [shareKey(tier, category), bp]))
}

export interface Decline {
  id: string
  customerId: bigint
  category: string
  onDate: string
  userId: number
  staffName: string
  at: Date
}

/** Keeps what a customer did not want; false when this record is here already. */
export async function insertDecline(trx: Scoped, { id, customerId, category, onDate, userId, staffName, at }: Decline): Promise<boolean> {
  const { rows } = await sql`
    insert into suitability.decline (id, customer_id, category, on_date, user_id, staff_name, at)
    values (${id}, ${customerId}, ${category}, ${onDate}, ${userId}, ${staffName}, ${at}) on conflict (id) do nothing returning id`.execute(
    trx,
  )
  return rows.length > 0
}

/** A record that is here already, if it is the person's own and says the same. */
export async function sameDecline(trx: Scoped, { id, customerId, category, userId }: Decline): Promise<{ onDate: string } | undefined> {
  const { rows } = await sql<{ onDate: string }>`
    select on_date as "onDate" from suitability.decline
    where id = ${id} and customer_id = ${customerId} and category = ${category} and user_id = ${userId}`.execute(trx)
  return rows[0]
}
