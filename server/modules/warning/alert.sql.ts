import { sql, type RawBuilder } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import { clockedAlerts, type AlertQuery } from './clock.sql.ts'
import type { AlertState, ListInput, RiskGroup, Signal } from './contract.ts'

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
