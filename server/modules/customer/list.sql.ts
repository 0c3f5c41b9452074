import { sql, type RawBuilder } from 'kysely'
import { asked } from '../../platform/database/asked.ts'
import type { Scope, Scoped } from '../../platform/database/scope.ts'
import type { PayrollMonths } from '../payroll/index.ts'
import type { MaskedView } from '../privacy/index.ts'
import type { Filter, ListInput } from './contract.ts'
import { columnOf, figureOf, filterCondition, orderOf, type Alias } from './figure.sql.ts'
import type { FigureKey } from './figures.ts'
import type { SearchTerm } from './search.rules.ts'
import { searchCondition } from './search.sql.ts'

/** Which customers of which night, in which order. */
export interface ListQuery {
  businessDate: string
  months: PayrollMonths
  /** outlets and nodes above them; empty = nothing, undefined = all that the scope shows */
  institutions: readonly number[] | undefined
  filters: readonly Filter[]
  search: SearchTerm
  sort: ListInput['sort']
  /** what whoever reads the list sees masked: its order and search tell no more than that */
  view: MaskedView
}

/**
 * The customer ids of a list in its order, as big-endian int8 after int8. Row-level security decides what is in it; some of the institutions and
 * the manager are said again because an index can serve them so; all of them are found faster by reading straight through.
 */
export async function orderedCustomerIds(trx: Scoped, { managerId }: Scope, query: ListQuery): Promise<Buffer> {
  const { businessDate, institutions, filters, search, sort, view } = query
  const searched = searchCondition(search, view.hidesNames)
  const used = new Set<Alias>([...filters.map((filter) => figureOf(filter.figure).of), figureOf(sort.figure).of])
  if (searched) used.add('c')
  const conditions = [
    sql`s.business_date = ${businessDate}`,
    ...(institutions === undefined ? [] : [sql`s.institution_id = any (${[...institutions]}::integer[])`]),
    ...(managerId === null ? [] : [sql`s.manager_id = ${managerId}`]),
    ...filters.map(filterCondition),
    ...(searched ? [searched] : []),
  ]
  const { rows } = await sql<{ ids: Buffer | null }>`
    select string_agg(int8send(s.customer_id), ''::bytea order by ${orderOf(sort, view)}) as ids
    from customer.customer_snapshot s ${joins(used, query)} where ${sql.join(conditions, sql` and `)}`.execute(trx)
  return rows[0]?.ids ?? Buffer.alloc(0)
}

/** Which customers meet conditions on the figures of a night, as a query of `customer_id`, `institution_id`, `manager_id`; under row-level security where its reader is. */
export function customersMeeting({
  businessDate,
  months,
  institutions,
  filters,
}: Pick<ListQuery, 'businessDate' | 'months' | 'filters'> & { institutions: readonly number[] }): RawBuilder<unknown> {
  const used = new Set<Alias>(filters.map((filter) => figureOf(filter.figure).of))
  return sql`select s.customer_id, s.institution_id, s.manager_id from customer.customer_snapshot s ${joins(used, { businessDate, months })}
    where s.business_date = ${businessDate} and s.institution_id = any (${[...institutions]}::integer[])
      and ${sql.join(filters.map(filterCondition), sql` and `)}`
}

function joins(used: ReadonlySet<Alias>, { businessDate, months }: Pick<ListQuery, 'businessDate' | 'months'>): RawBuilder<unknown> {
  const payroll = (alias: Alias, kind: string, monthEnd: string) => {
    const of = (column: string) => sql.ref(`${alias}.${column}`)
    return sql`left join payroll.payroll_month ${sql.ref(alias)} on ${of('business_date')} = ${businessDate} and ${of('customer_id')} = s.customer_id
      and ${of('kind')} = ${kind} and ${of('month_end')} = ${monthEnd}`
  }
  const joinOf: Record<Alias, RawBuilder<unknown>> = {
    s: sql``,
    c: sql`join customer.customer c on c.business_date = ${businessDate} and c.customer_id = s.customer_id`,
    w: payroll('w', 'payroll', months.judged),
    p: payroll('p', 'pension', months.judged),
    wr: payroll('wr', 'payroll', months.running),
    pr: payroll('pr', 'pension', months.running),
    a: chances(businessDate),
  }
  return sql.join(
    [...used].map((alias) => joinOf[alias]),
    sql` `,
  )
}

/**
 * The chance to leave: the model's, else the one the customer is warned with (M12, M40). Joined to the customer one by one, never to each other first: of one dossier
 * only its own rows are read.
 */
const chances = (businessDate: string) => sql`
  left join retention.attrition a_model on a_model.business_date = ${businessDate} and a_model.customer_id = s.customer_id
  left join warning.alert a_rule on a_rule.business_date = ${businessDate} and a_rule.customer_id = s.customer_id
  left join lateral (select coalesce(a_model.probability_bp, a_rule.chance_bp) as chance_bp) a on true`

export type FigureValue = bigint | number | boolean | string | null
export interface CustomerRecord {
  customer_id: bigint
  customer_no: string
  name: string | null
  phone: string | null
  institution_name: string
  manager_name: string | null
  /** the figures asked for, in their order */
  figures: FigureValue[]
}

/**
 * The rows of some customers with the figures asked for, by key; those the scope does not show are left out. The order is the one of `customerIds`.
 * Joined to the ids one by one: as a condition `= any (ids)` the guard's institutions and the ids are looked up in one index in all their pairs (bench/permission).
 */
export async function customerRecords(
  trx: Scoped,
  customerIds: readonly bigint[],
  { businessDate, months, columns }: { businessDate: string; months: PayrollMonths; columns: readonly FigureKey[] },
): Promise<CustomerRecord[]> {
  const used = new Set<Alias>(['c', ...columns.map((key) => figureOf(key).of)])
  const selected = columns.map((key, index) => sql`, ${columnOf(key)} as ${sql.ref(`f${index}`)}`)
  const { rows } = await sql<Omit<CustomerRecord, 'figures'> & Record<`f${number}`, FigureValue>>`
    select s.customer_id, c.customer_no, c.name, c.phone, i.name as institution_name, st.name as manager_name ${sql.join(selected, sql``)}
    from ${asked(customerIds)}
    join customer.customer_snapshot s on s.business_date = ${businessDate} and s.customer_id = asked ${joins(used, { businessDate, months })}
    join organisation.institution i on i.id = s.institution_id
    left join organisation.staff st on st.id = s.manager_id`.execute(trx)
  const byId = new Map(rows.map((row) => [row.customer_id, row]))
  return customerIds.flatMap((customerId) => {
    const row = byId.get(customerId)
    return row ? [{ ...row, figures: columns.map((_, index) => row[`f${index}`] ?? null) }] : []
  })
}
