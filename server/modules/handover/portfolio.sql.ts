import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { PreviewRow } from './contract.ts'

/** Whose customers: a manager's of an institution, or those that nobody keeps there. */
export interface Portfolio {
  fromManagerId: number | null
  institutionId: number
}

export type PortfolioRow = Omit<PreviewRow, 'customerId' | 'aumFen'> & { customerId: bigint; aumFen: bigint }

/** those whom nobody keeps are handed over where rates count them; of a manager everybody is, whatever became of them */
const ofPortfolio = ({ fromManagerId, institutionId }: Portfolio) => sql`
  s.business_date = (select privacy.published_night()) and s.institution_id = ${institutionId}
  and ${fromManagerId === null ? sql`s.manager_id is null and s.bucket = 'counted'` : sql`s.manager_id = ${fromManagerId}`}`

/** The customers of a portfolio, A before B before C and the larger first, with what is open about each; names are unmasked. */
export async function portfolioRows(
  trx: Scoped,
  portfolio: Portfolio,
  { today, birthdaysUntil, limit }: { today: string; birthdaysUntil: string; limit: number },
): Promise<PortfolioRow[]> {
  const { rows } = await sql<PortfolioRow>`
    select s.customer_id as "customerId", c.customer_no as "customerNo", c.name, k.class, s.tier, s.aum_fen as "aumFen", last.on_date as "lastContactOn",
      coalesce(p.open, '[]') as promises,
      exists (select from retention.leave_case l where l.customer_id = s.customer_id and l.state in ('opened', 'talking', 'waiting', 'said_stayed')) as "openCase",
      birthday.on_date as "birthdayOn"
    from customer.customer_snapshot s
    join customer.customer c on c.business_date = s.business_date and c.customer_id = s.customer_id
    left join contact.cadence k on k.customer_id = s.customer_id
    left join lateral (select max(t.on_date) as on_date from contact.standing t where t.customer_id = s.customer_id and t.on_date <= ${today}::date) last on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('what', p.what, 'dueOn', coalesce(moved.due_on, p.due_on)) order by coalesce(moved.due_on, p.due_on)) as open
      from contact.promise p
      left join lateral (select x.due_on from contact.promise_step x where x.promise_id = p.id and x.kind = 'put_off' order by x.id desc limit 1) moved on true
      where p.customer_id = s.customer_id and not exists (select from contact.promise_step x where x.promise_id = p.id and x.kind <> 'put_off')) p on true
    left join lateral (select d::date as on_date from generate_series(${today}::date, ${birthdaysUntil}::date, interval '1 day') d
      where to_char(d, 'MM-DD') = to_char(c.birth_date, 'MM-DD') limit 1) birthday on true
    where ${ofPortfolio(portfolio)}
    order by k.class nulls last, s.aum_fen desc, s.customer_id limit ${limit}`.execute(trx)
  return rows
}

export async function portfolioCount(trx: Scoped, portfolio: Portfolio): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from customer.customer_snapshot s where ${ofPortfolio(portfolio)}`.execute(trx)
  return rows[0]?.n ?? 0
}

/** Those of a portfolio that were chosen, all when nobody was. */
export async function chosenOf(trx: Scoped, portfolio: Portfolio, customerIds: readonly bigint[] | undefined): Promise<bigint[]> {
  const { rows } = await sql<{ customerId: bigint }>`
    select s.customer_id as "customerId" from customer.customer_snapshot s where ${ofPortfolio(portfolio)}
      and ${customerIds === undefined ? sql`true` : sql`s.customer_id = any(${customerIds.map(String)}::bigint[])`}
    order by s.customer_id`.execute(trx)
  return rows.map(({ customerId }) => customerId)
}
