import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import { clockedAlerts, type AlertQuery } from './clock.sql.ts'
import type { RiskGroup, Signal } from './contract.ts'

export interface Counts {
  customers: number
  waiting: number
  overdue: number
  contacted: number
  cases: number
}

export interface ManagerCounts extends Counts {
  managerId: number | null
  name: string | null
  institutionName: string | null
  valueAtRiskFen: bigint
  expectedLossFen: bigint | null
}

interface OutletCounts extends Counts {
  institutionId: number
}

/** How the warned customers of each manager stand, those of no manager together, and those of each outlet; the most to lose first. */
export async function warnedCounts(trx: Scoped, query: AlertQuery): Promise<{ managers: ManagerCounts[]; outlets: OutletCounts[] }> {
  const { rows } = await sql<ManagerCounts & { institutionId: number | null }>`
    with ${clockedAlerts(query)},
    sums as (
      select manager_id, institution_id, count(*)::int as customers, sum(value_at_risk_fen)::bigint as value_fen, sum(expected_loss_fen)::bigint as loss_fen,
        count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'overdue')::int as overdue,
        count(*) filter (where state = 'contacted')::int as contacted, count(*) filter (where state = 'case')::int as cases
      from clocked group by grouping sets ((manager_id), (institution_id)))
    select s.manager_id as "managerId", s.institution_id as "institutionId", m.name, i.name as "institutionName",
      s.customers, s.waiting, s.overdue, s.contacted, s.cases, s.value_fen as "valueAtRiskFen", s.loss_fen as "expectedLossFen"
    from sums s left join organisation.staff m on m.id = s.manager_id left join organisation.institution i on i.id = m.institution_id
    order by s.loss_fen desc nulls last, s.manager_id`.execute(trx)
  return {
    managers: rows.flatMap(({ institutionId, ...row }) => (institutionId === null ? [row] : [])),
    outlets: rows.flatMap(({ institutionId, customers, waiting, overdue, contacted, cases }) =>
      institutionId === null ? [] : [{ institutionId, customers, waiting, overdue, contacted, cases }],
    ),
  }
}

type Place = Pick<AlertQuery, 'businessDate' | 'managerId'> & { institutions: readonly number[] }

const inPlace = ({ businessDate, institutions, managerId }: Place) => sql`x.business_date = ${businessDate}
  and x.institution_id = any (${[...institutions]}::int[])
  and ${managerId === undefined ? sql`true` : managerId === 0 ? sql`x.manager_id is null` : sql`x.manager_id = ${managerId}`}`

/** Customers each signal warns of now. */
export async function signalCounts(trx: Scoped, place: Place): Promise<{ signal: Signal; customers: number }[]> {
  const { rows } = await sql<{ signal: Signal; customers: number }>`
    select x.signal, count(*)::int as customers from warning.alert_signal x where ${inPlace(place)} group by x.signal order by x.signal`.execute(
    trx,
  )
  return rows
}

/** Members of each risk group, and those of them who are warned of. */
export async function groupCounts(trx: Scoped, place: Place): Promise<{ group: RiskGroup; members: number; warned: number }[]> {
  const { rows } = await sql<{ group: RiskGroup; members: number; warned: number }>`
    select x.risk_group as "group", count(*)::int as members, count(a.customer_id)::int as warned
    from warning.risk_group x left join warning.alert a on a.business_date = x.business_date and a.customer_id = x.customer_id
    where ${inPlace(place)} group by x.risk_group order by x.risk_group`.execute(trx)
  return rows
}
