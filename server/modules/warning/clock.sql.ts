import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { RiskGroup, Signal } from './contract.ts'

/** Which warned customers of which night; the clock runs to `now` and is late after so many hours. */
export interface AlertQuery {
  businessDate: string
  /** undefined: all that the scope shows */
  institutions?: readonly number[]
  managerIds?: readonly number[]
  /** 0 = customers of no manager */
  managerId?: number | undefined
  signals?: readonly Signal[]
  group?: RiskGroup | undefined
  now: Date
  withinHours: number
}

/**
 * The steps that give `clocked`: each warned customer with where they stand. The clock of a warning runs from the first publish that showed it; a customer
 * waits since the oldest warning raised after somebody last reached them (M40). Row-level security decides whose customers these are.
 */
export function clockedAlerts({
  businessDate,
  institutions,
  managerIds,
  managerId,
  signals = [],
  group,
  now,
  withinHours,
}: AlertQuery): RawBuilder<unknown> {
  const conditions = [
    sql`a.business_date = ${businessDate}`,
    ...(institutions === undefined ? [] : [sql`a.institution_id = any (${[...institutions]}::int[])`]),
    ...(managerIds === undefined ? [] : [sql`a.manager_id = any (${[...managerIds]}::int[])`]),
    ...(managerId === undefined ? [] : [managerId === 0 ? sql`a.manager_id is null` : sql`a.manager_id = ${managerId}`]),
    ...(signals.length === 0
      ? []
      : [
          sql`exists (select from warning.alert_signal s where s.business_date = a.business_date and s.customer_id = a.customer_id
            and s.signal = any (${[...signals]}::text[]))`,
        ]),
    ...(group === undefined
      ? []
      : [
          sql`exists (select from warning.risk_group g where g.business_date = a.business_date and g.customer_id = a.customer_id
            and g.risk_group = ${group})`,
        ]),
  ]
  return sql`
    listed as materialized (select a.* from warning.alert a where ${sql.join(conditions, sql` and `)}),
    shown as materialized (
      select l.customer_id, coalesce(r.raised_at, p.published_at) as raised_at
      from listed l left join warning.raised r on r.customer_id = l.customer_id and r.ended_on is null
      cross join extract.publication p where p.is_current),
    contacts as materialized (
      select k.customer_id, max(k.at) filter (where k.outcome = 'reached') as reached_at, max(k.at) as tried_at from contact.standing k
      where k.at >= (select min(raised_at) from shown) and k.customer_id in (select customer_id from listed) group by k.customer_id),
    waits as (
      select s.customer_id, min(s.raised_at) as first_at, min(s.raised_at) filter (where k.reached_at is null or k.reached_at < s.raised_at) as open_at,
        case when max(k.reached_at) >= min(s.raised_at) then max(k.reached_at) end as reached_at,
        case when max(k.tried_at) >= min(s.raised_at) then max(k.tried_at) end as tried_at
      from shown s left join contacts k on k.customer_id = s.customer_id group by s.customer_id),
    cases as (
      select customer_id, id from retention.leave_case where state in ('opened', 'talking', 'waiting', 'said_stayed')),
    clocked as materialized (
      select l.*, coalesce(w.open_at, w.first_at) as warned_at, w.reached_at, w.tried_at, c.id as case_id,
        case when c.id is not null then 'case' when w.open_at is null then 'contacted'
          when w.open_at <= ${now}::timestamptz - make_interval(hours => ${withinHours}::int) then 'overdue' else 'waiting' end as state
      from listed l join waits w on w.customer_id = l.customer_id left join cases c on c.customer_id = l.customer_id)`
}

/** Of warned customers with a chance, those whom nobody has reached since and who have no leave case: what may be lost, and by which signals. */
export async function waitingOf(
  trx: Database,
  query: AlertQuery,
): Promise<{ customerId: bigint; lossFen: bigint; chanceBp: number; signals: Signal[] }[]> {
  const { rows } = await sql<{ customerId: bigint; lossFen: bigint; chanceBp: number; signals: Signal[] }>`
    with ${clockedAlerts(query)}
    select k.customer_id as "customerId", k.expected_loss_fen as "lossFen", k.chance_bp as "chanceBp",
      array(select s.signal from warning.alert_signal s where s.business_date = k.business_date and s.customer_id = k.customer_id order by s.signal) as signals
    from clocked k where k.state in ('waiting', 'overdue') and k.expected_loss_fen is not null`.execute(trx)
  return rows
}
