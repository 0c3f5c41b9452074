import { sql, type RawBuilder } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { AlertState, ListInput, RiskGroup, Signal } from './contract.ts'

/** Which warned customers of which night; the clock runs to `now` and is late after so many hours. */
export interface AlertQuery {
  businessDate: string
  institutions: readonly number[]
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
  managerId,
  signals = [],
  group,
  now,
  withinHours,
}: AlertQuery): RawBuilder<unknown> {
  const conditions = [
    sql`a.business_date = ${businessDate}`,
    sql`a.institution_id = any (${[...institutions]}::int[])`,
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

export interface AlertRecord {
  customerId: bigint
  customerNo: string
  name: string | null
  tier: string
  institutionName: string
  managerName: string | null
  valueAtRiskFen: bigint
  chanceBp: number | null
  chanceFrom: 'model' | 'signals' | 'everyone' | null
  expectedLossFen: bigint | null
  gone: boolean
  state: AlertState
  warnedAt: Date
  reachedAt: Date | null
  triedAt: Date | null
  caseId: string | null
  total: number
}

const orders: Record<ListInput['order'], RawBuilder<unknown>> = {
  expected_loss: sql`k.expected_loss_fen desc nulls last`,
  value: sql`k.value_at_risk_fen desc`,
  chance: sql`k.chance_bp desc nulls last, k.expected_loss_fen desc nulls last`,
  longest: sql`array_position(array['overdue', 'waiting', 'contacted', 'case'], k.state), k.warned_at`,
}

/** A page of the warned customers; every row carries how many there are in all. */
export async function alertPage(
  trx: Scoped,
  query: AlertQuery,
  { state, order, offset, limit }: Pick<ListInput, 'state' | 'order' | 'offset' | 'limit'>,
): Promise<AlertRecord[]> {
  const { rows } = await sql<AlertRecord>`
    with ${clockedAlerts(query)},
    page as (
      select k.*, count(*) over () as total from clocked k where ${state === undefined ? sql`true` : sql`k.state = ${state}`}
      order by ${orders[order]}, k.customer_id limit ${limit} offset ${offset})
    select k.customer_id as "customerId", c.customer_no as "customerNo", c.name, s.tier, i.name as "institutionName", m.name as "managerName",
      k.value_at_risk_fen as "valueAtRiskFen", k.chance_bp as "chanceBp", k.chance_from as "chanceFrom", k.expected_loss_fen as "expectedLossFen", k.gone,
      k.state, k.warned_at as "warnedAt", k.reached_at as "reachedAt", k.tried_at as "triedAt", k.case_id as "caseId", k.total::int as total
    from page k
    join customer.customer c on c.business_date = ${query.businessDate} and c.customer_id = k.customer_id
    join customer.customer_snapshot s on s.business_date = ${query.businessDate} and s.customer_id = k.customer_id
    join organisation.institution i on i.id = k.institution_id
    left join organisation.staff m on m.id = k.manager_id
    order by ${orders[order]}, k.customer_id`.execute(trx)
  return rows
}

/** The signals of some customers. */
export async function signalsOf(
  trx: Scoped,
  businessDate: string,
  customerIds: readonly bigint[],
): Promise<{ customerId: bigint; signal: Signal; amount: bigint; toldOn: string | null }[]> {
  const { rows } = await sql<{ customerId: bigint; signal: Signal; amount: bigint; toldOn: string | null }>`
    select s.customer_id as "customerId", s.signal, s.amount, s.told_on as "toldOn"
    from unnest(${customerIds.map(String)}::bigint[]) asked join warning.alert_signal s on s.business_date = ${businessDate} and s.customer_id = asked
    order by s.customer_id, s.signal`.execute(trx)
  return rows
}

/** The risk groups some customers are in. */
export async function groupsOf(
  trx: Scoped,
  businessDate: string,
  customerIds: readonly bigint[],
): Promise<{ customerId: bigint; group: RiskGroup; dueOn: string | null }[]> {
  const { rows } = await sql<{ customerId: bigint; group: RiskGroup; dueOn: string | null }>`
    select g.customer_id as "customerId", g.risk_group as "group", g.due_on as "dueOn"
    from unnest(${customerIds.map(String)}::bigint[]) asked join warning.risk_group g on g.business_date = ${businessDate} and g.customer_id = asked
    order by g.customer_id, g.risk_group`.execute(trx)
  return rows
}
