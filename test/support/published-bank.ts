import { sql } from 'kysely'
import { seedPolicies } from '../../server/modules/policy/index.ts'
import type { Database, Databases } from '../../server/platform/database/pools.ts'
import type { Scope } from '../../server/platform/database/scope.ts'
import { projectDir } from '../../server/platform/home.ts'
import { publishOrganisation } from './organisation.ts'
import { customersOf, dates, maturities, payrollMonths, snapshotsOf } from './published-rows.ts'

type Row = Record<string, unknown>

/** What the people of test/support/organisation.ts see. */
export const scopes = {
  branch: { userId: 2, role: 'branch_manager', institutionId: 2, institutions: [2, 4, 5], managerId: null },
  bank: { userId: 1, role: 'head_office', institutionId: 1, institutions: [1, 2, 3, 4, 5, 6], managerId: null },
  outlet4: { userId: 3, role: 'outlet_president', institutionId: 4, institutions: [4], managerId: null },
  outlet5: { userId: 4, role: 'outlet_president', institutionId: 5, institutions: [5], managerId: null },
  manager14: { userId: 5, role: 'relationship_manager', institutionId: 4, institutions: [4], managerId: 14 },
  teller: { userId: 6, role: 'teller', institutionId: 6, institutions: [6], managerId: null },
} as const satisfies Record<string, Scope>

/** Puts rows into a published table, in a partition of their own when the date has none. */
export async function publishRows(owner: Database, table: string, rows: readonly Row[]): Promise<void> {
  const dates = new Set(rows.map((row) => String(row['business_date'])))
  for (const date of dates) {
    const partition = `${table}_${date.replaceAll('-', '')}`
    await sql.raw(`create table if not exists ${partition} partition of ${table} for values in ('${date}')`).execute(owner)
  }
  await sql`insert into ${sql.table(table)} select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    owner,
  )
}

/** Moves the current publication to a business date. */
export async function publish(owner: Database, businessDate: string, dataAsOf = businessDate): Promise<void> {
  await sql`update extract.publication set is_current = false`.execute(owner)
  await sql`with night as (
      insert into extract.night (business_date, data_as_of, outcome, finished_at) values (${businessDate}, ${dataAsOf}, 'published', now()) returning id)
    insert into extract.publication (business_date, data_as_of, night_id, fingerprint, is_current)
    select ${businessDate}, ${dataAsOf}, id, 'test', true from night
    on conflict (business_date) do update set is_current = true, night_id = excluded.night_id, published_at = now()`.execute(owner)
}

/** Three outlets with thirty customers, two nights, policies and organisation; the rows are in published-rows.ts. */
export async function publishBank({ owner, ...databases }: Databases): Promise<void> {
  await publishOrganisation({ owner, ...databases })
  await seedPolicies(owner, `${projectDir}/server/modules/policy/packs/cn`)
  for (const date of dates) {
    await publishRows(owner, 'customer.customer', customersOf(date))
    await publishRows(owner, 'customer.customer_snapshot', snapshotsOf(date))
    await publishRows(owner, 'report.outlet_day', await outletDays(owner, date))
    await publish(owner, date)
  }
  await publishRows(owner, 'payroll.payroll_month', payrollMonths)
  await publishRows(owner, 'retention.maturity', maturities)
  await publishRows(owner, 'report.outlet_month', await outletMonths(owner))
  await sql`insert into payroll.employer values (1, 'E1', '城东小学', 'payroll', 4), (2, 'P1', '社保中心', 'pension', null)`.execute(owner)
}

/** The totals a night would publish, by the words of outlet_day.yml, here from the snapshots. */
async function outletDays(owner: Database, date: string): Promise<Row[]> {
  const counted = (condition: string) => `count(*) filter (where bucket = 'counted' and ${condition})`
  const sums = (columns: string[], filter = '') => columns.map((column) => `sum(${column}) ${filter} as ${column}`)
  const tiers = ['long_tail', 'potential', 'mid_to_high', 'wealth']
  const { rows } = await sql<Row>`select s.business_date, s.institution_id, s.business_date as data_as_of, count(*) as customers, ${sql.raw(
    [
      `count(*) filter (where bucket = 'counted') as counted_customers`,
      `count(*) filter (where bucket = 'not_for_marketing') as not_for_marketing_customers`,
      ...tiers.map(
        (tier) =>
          `count(*) filter (where tier = '${tier}') as ${tier}_customers, coalesce(sum(aum_fen) filter (where tier = '${tier}'), 0) as ${tier}_aum_fen`,
      ),
      ...['promoted', 'demoted'].map((move) => `count(*) filter (where tier_move = '${move}') as ${move}_customers`),
      ...sums([
        'aum_fen',
        'aum_mda_fen',
        'inflow_7d_fen',
        'outflow_7d_fen',
        'inflow_30d_fen',
        'outflow_30d_fen',
        'inflow_90d_fen',
        'outflow_90d_fen',
      ]),
      ...sums(['own_name_outflow_90d_fen', 'pass_through_30d_fen']),
      ...sums(['leakage_outflow_fen', 'leakage_inflow_fen', 'maturing_30d_fen', 'matured_fen'], `filter (where bucket = 'counted')`),
      `${counted('category_count > 0')} as category_holders`,
      `sum(category_count) filter (where bucket = 'counted') as category_count`,
      `${counted('old_customer')} as old_customers`,
      `${counted('inconvenient_to_leave')} as inconvenient_to_leave_customers`,
      `${counted('contactable')} as contactable_customers`,
      `${counted('s.manager_id is not null')} as managed_customers`,
      ...['active', 'cooling', 'dormant', 'lost'].map((activity) => `${counted(`activity = '${activity}'`)} as ${activity}_customers`),
      `${counted('maturing_30d_fen > 0')} as maturing_30d_customers`,
      `1000 as captured_3d_fen, 900 as captured_7d_fen, sum(captured_fen) filter (where bucket = 'counted') as captured_30d_fen`,
      `count(*) filter (where c.opened_on = s.business_date) as opened_1d_customers`,
    ].join(', '),
  )} from customer.customer_snapshot s join customer.customer c using (business_date, customer_id)
    where s.business_date = ${date} group by s.business_date, s.institution_id`.execute(owner)
  return rows.map(
    (row) => JSON.parse(JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))) as Row,
  )
}

async function outletMonths(owner: Database): Promise<Row[]> {
  const { rows } =
    await sql<Row>`select business_date, institution_id, month_end, customers, aum_fen::text, '100' as inflow_fen, null as outflow_fen
    from (select business_date, institution_id, count(*)::int as customers, sum(aum_last_month_end_fen) as aum_fen, date '2026-10-31' as month_end
      from customer.customer_snapshot where business_date = ${dates[1]} group by 1, 2
      union all select business_date, institution_id, count(*)::int, sum(aum_fen), business_date from customer.customer_snapshot
      where business_date = ${dates[1]} group by 1, 2) m`.execute(owner)
  return rows
}
