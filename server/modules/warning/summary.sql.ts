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

const counts = sql`count(*)::int as customers,
        count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'overdue')::int as overdue,
        count(*) filter (where state = 'contacted')::int as contacted, count(*) filter (where state = 'case')::int as cases`

/** How the warned customers of each manager stand, the most to lose first; those of no manager together. */
export async function managerCounts(trx: Scoped, query: AlertQuery): Promise<ManagerCounts[]> {
  const { rows } = await sql<ManagerCounts>`
    with ${clockedAlerts(query)},
    sums as (
      select manager_id, ${counts}, sum(value_at_risk_fen)::bigint as value_fen, sum(expected_loss_fen)::bigint as loss_fen
      from clocked group by manager_id)
    select s.manager_id as "managerId", m.name, i.name as "institutionName", s.customers, s.waiting, s.overdue, s.contacted, s.cases,
      s.value_fen as "valueAtRiskFen", s.loss_fen as "expectedLossFen"
    from sums s left join organisation.staff m on m.id = s.manager_id left join organisation.institution i on i.id = m.institution_id
    order by s.loss_fen desc nulls last, s.manager_id`.execute(trx)
  return rows
}

/** The same of each outlet that has any. */
export async function outletCounts(trx: Scoped, query: AlertQuery): Promise<(Counts & { institutionId: number })[]> {
  const { rows } = await sql<Counts & { institutionId: number }>`
    with ${clockedAlerts(query)}
    select institution_id as "institutionId", ${counts} from clocked group by institution_id order by institution_id`.execute(trx)
  return rows
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
