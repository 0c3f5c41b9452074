import { sql, type RawBuilder } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Clock } from './cadence.rules.ts'
import type { ContactClass } from './contract.ts'

export interface DueCustomer {
  customerId: bigint
  institutionId: number
  managerId: number | null
  class: ContactClass
  /** by the clock, before it is moved to a working day */
  dueOn: string
  lastContactOn: string | null
  state: 'overdue' | 'due' | 'later'
}

export interface DueWanted {
  /** today, and the day dues are judged by (cadence.rules.ts) */
  today: string
  judgedOn: string
  clocks: readonly Clock[]
  managerId?: number | undefined
  institutions?: readonly number[] | undefined
  customerId?: bigint | undefined
  /** only customers somebody keeps */
  kept?: boolean
}

/** What counts as turning to each other: everything but what did not get through. */
const through = sql`k.outcome in ('reached', 'sent')`

/**
 * The clock of every customer in sight: due = the later of last contact + the class's days and the day its class was spread to; days on which the
 * manager is away are passed over (M21).
 */
export function clockRows({
  today,
  judgedOn,
  clocks,
  managerId,
  institutions,
  customerId,
  kept = false,
}: DueWanted): RawBuilder<DueCustomer> {
  const table = JSON.stringify(clocks)
  return sql<DueCustomer>`
    select d."customerId", d."institutionId", d."managerId", d.class, d."dueOn", d."lastContactOn",
      case when d."dueOn" + d.grace < ${judgedOn}::date then 'overdue' when d."dueOn" <= ${judgedOn}::date then 'due' else 'later' end as state
    from (
      select c.customer_id as "customerId", c.institution_id as "institutionId", c.manager_id as "managerId", c.class, p.grace,
        last.contact_on as "lastContactOn", greatest(raw.due_on, away.back_on) as "dueOn"
      from contact.cadence c
      join jsonb_to_recordset(${table}::jsonb) as p (class text, "dueDays" int, grace int) on p.class = c.class
      left join lateral (select k.on_date from contact.standing k
        where k.customer_id = c.customer_id and k.on_date <= ${today}::date and ${through} order by k.on_date desc limit 1) own on true
      cross join lateral (select greatest(own.on_date, c.reached_on) as contact_on) last
      cross join lateral (select greatest(last.contact_on + p."dueDays", c.class_since + 1 + c.spread_days) as due_on) raw
      left join lateral (select max(l.until_on) + 1 as back_on from contact.leave l
        where l.staff_id = c.manager_id and l.from_on <= greatest(raw.due_on, ${today}::date) and l.until_on >= raw.due_on) away on true
      where ${managerId === undefined ? sql`true` : sql`c.manager_id = ${managerId}`}
        and ${institutions === undefined ? sql`true` : sql`c.institution_id = any(${[...institutions]}::int[])`}
        and ${kept ? sql`c.manager_id is not null` : sql`true`}
        and ${customerId === undefined ? sql`true` : sql`c.customer_id = ${customerId}`}
    ) d`
}

/** The clocks of the customers wanted, the longest due first. */
export async function dueCustomers(trx: Scoped, wanted: DueWanted, states: readonly DueCustomer['state'][]): Promise<DueCustomer[]> {
  const { rows } = await sql<DueCustomer>`select * from (${clockRows(wanted)}) c where state = any(${[...states]}::text[])
    order by "dueOn", "customerId"`.execute(trx)
  return rows
}

export interface CadenceRecord {
  class: ContactClass
  previousClass: ContactClass | null
  classSince: string
  assetSize: 'large' | 'middling' | 'small'
  willingness: 'strong' | 'medium' | 'weak'
  purchases: number
  answered: number
  interested: number
}

/** Class and reasons of one customer; undefined outside all classes. */
export async function cadenceOf(trx: Scoped, customerId: bigint): Promise<CadenceRecord | undefined> {
  const { rows } = await sql<CadenceRecord>`
    select class, previous_class as "previousClass", class_since as "classSince", asset_size as "assetSize", willingness, purchases, answered, interested
    from contact.cadence where customer_id = ${customerId}`.execute(trx)
  return rows[0]
}
