import { sql, type RawBuilder } from 'kysely'
import type { ListInput } from './contract.ts'
import type { Watched } from './in-watch.ts'

/** A customer behind a number; names are unmasked, amounts in fen. */
export interface ListedRecord {
  customerId: bigint
  customerNo: string
  name: string | null
  tier: string
  institutionName: string
  managerName: string | null
  aumFen: bigint
  amountFen: bigint
  besideFen: bigint | null
  total: number
}

const none = sql`null::bigint`
const tables: Record<ListInput['list'], { from: string; amount: RawBuilder<unknown>; beside: RawBuilder<unknown> }> = {
  path_in: { from: 'watch.flow_path_listed', amount: sql`w.inflow_fen`, beside: none },
  path_out: { from: 'watch.flow_path_listed', amount: sql`w.outflow_fen`, beside: sql`w.returned_fen` },
  capture_lost: { from: 'watch.capture_lost', amount: sql`w.lost_fen`, beside: sql`w.amount_fen` },
  season_gone: { from: 'watch.season', amount: sql`w.gain_fen - w.kept_fen`, beside: sql`w.gain_fen` },
}

/** The customers of a list from an amount on, the largest amounts first, at most `limit`; each row knows how many there are. Customers with code N are on none (M96a). */
export async function listedCustomers(
  { trx, businessDate, institutions }: Watched,
  { list, form, bank, managerId }: ListInput,
  leastFen: bigint,
  limit: number,
): Promise<ListedRecord[]> {
  const { from, amount, beside } = tables[list]
  const ofPath = list.startsWith('path')
  const conditions = [
    ofPath && form !== undefined ? sql`w.form = ${form}` : sql`true`,
    ofPath && bank !== undefined ? sql`w.bank = ${bank}` : sql`true`,
    managerId === undefined ? sql`true` : sql`coalesce(w.manager_id, 0) = ${managerId}`,
  ]
  const { rows } = await sql<ListedRecord>`
    with found as (
      select w.customer_id, sum(${amount})::bigint as amount, sum(${beside})::bigint as beside
      from ${sql.table(from)} w
      where w.business_date = ${businessDate} and w.institution_id = any (${[...institutions]}::integer[]) and ${sql.join(conditions, sql` and `)}
      group by w.customer_id having sum(${amount}) >= ${leastFen}
    )
    select c.customer_id as "customerId", c.customer_no as "customerNo", c.name, s.tier, i.name as "institutionName", m.name as "managerName",
      s.aum_fen as "aumFen", f.amount as "amountFen", f.beside as "besideFen", count(*) over ()::integer as total
    from found f
    join customer.customer c on c.business_date = ${businessDate} and c.customer_id = f.customer_id and not c.not_for_marketing
    join customer.customer_snapshot s on s.business_date = ${businessDate} and s.customer_id = f.customer_id
    join organisation.institution i on i.id = c.institution_id
    left join organisation.staff m on m.id = c.manager_id
    order by f.amount desc, c.customer_id limit ${limit}`.execute(trx)
  return rows
}
