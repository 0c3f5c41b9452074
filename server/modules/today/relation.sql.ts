import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { CustomerClass, PlanChannel } from './contract.ts'

/** ABC classes of managers' customers, by customer (M10); who is not in it is not classed yet. */
export async function classesOf(trx: Database, managerIds: readonly number[]): Promise<Map<bigint, CustomerClass>> {
  const { rows } = await sql<{ customerId: bigint; class: CustomerClass }>`
    select customer_id as "customerId", class from contact.cadence where manager_id = any(${[...managerIds]}::int[])`.execute(trx)
  return new Map(rows.map((row) => [row.customerId, row.class]))
}

/** Open promises to managers' customers that are due by a date: the earliest due day of each customer (M24). */
export async function promisesDue(trx: Database, managerIds: readonly number[], by: string): Promise<Map<bigint, string>> {
  const { rows } = await sql<{ customerId: bigint; dueOn: string }>`
    select p.customer_id as "customerId", min(coalesce(put_off.due_on, p.due_on)) as "dueOn"
    from contact.promise p
    join contact.cadence c on c.customer_id = p.customer_id and c.manager_id = any(${[...managerIds]}::int[])
    left join lateral (select s.due_on from contact.promise_step s where s.promise_id = p.id and s.kind = 'put_off' order by s.id desc limit 1) put_off on true
    where not exists (select from contact.promise_step s where s.promise_id = p.id and s.kind <> 'put_off')
      and coalesce(put_off.due_on, p.due_on) <= ${by}::date
    group by p.customer_id`.execute(trx)
  return new Map(rows.map((row) => [row.customerId, row.dueOn]))
}

/**
 * Customers who came to managers by a hand-over since a day and whom they have not reached yet: since when, and from whom (M29); null = from nobody.
 */
export async function introductionsDue(
  trx: Database,
  managerIds: readonly number[],
  since: string,
): Promise<Map<bigint, { on: string; from: string | null }>> {
  const { rows } = await sql<{ customerId: bigint; on: string; from: string | null }>`
    select h.customer_id as "customerId", o.takes_effect_on as "on", s.name as "from"
    from handover.handover o join handover.handed_customer h on h.handover_id = o.id and h.state = 'standing'
    left join organisation.staff s on s.id = o.from_manager_id
    where o.to_manager_id = any(${[...managerIds]}::int[]) and o.applied_at is not null and o.takes_effect_on >= ${since}::date
      and not exists (select from contact.standing k where k.customer_id = h.customer_id and k.staff_id = o.to_manager_id
        and k.on_date >= o.takes_effect_on and k.outcome in ('reached', 'sent'))`.execute(trx)
  return new Map(rows.map(({ customerId, ...due }) => [customerId, due]))
}

/** An outbound contact that a manager made with somebody on a day. */
export interface MadeContact {
  managerId: number
  customerId: bigint
  channel: PlanChannel | 'walk_in'
  on: string
}

/** The outbound contacts that managers made from one day to another, both included. */
export async function contactsMade(
  trx: Database,
  { managerIds, from, to }: { managerIds: readonly number[]; from: string; to: string },
): Promise<MadeContact[]> {
  const { rows } = await sql<MadeContact>`
    select staff_id as "managerId", customer_id as "customerId", channel, on_date as "on"
    from contact.made(${[...managerIds]}::int[], ${from}::date, ${to}::date) order by "on", "customerId", channel`.execute(trx)
  return rows
}
