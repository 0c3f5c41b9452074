import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { HandedRow } from './contract.ts'
import type { HandedFacts } from './check.rules.ts'

export interface HandedRecord extends HandedFacts {
  handoverId: number
  customerId: bigint
  customerNo: string | null
  name: string | null
  class: HandedRow['class']
  promises: HandedRow['promises']
  openCase: boolean
}

/** Of what was promised at the hand-over `h`: what is still open, as `p.open`. */
const openPromises = sql`left join lateral (
      select jsonb_agg(jsonb_build_object('what', p.what, 'dueOn', coalesce(moved.due_on, p.due_on)) order by p.due_on) as open
      from handover.handed_promise x join contact.promise p on p.id = x.promise_id
      left join lateral (select y.due_on from contact.promise_step y where y.promise_id = p.id and y.kind = 'put_off' order by y.id desc limit 1) moved on true
      where x.handover_id = h.handover_id and x.customer_id = h.customer_id
        and not exists (select from contact.promise_step y where y.promise_id = p.id and y.kind <> 'put_off')) p on true`

/**
 * Every customer of some hand-overs as it stands: the first contact the new manager made since (reached, or a message sent), the money then and now, what
 * is still open of what was. Who is no longer in sight of the night, or of the person, has no number and no name.
 */
export async function handedRows(trx: Scoped, handoverIds: readonly number[], today: string): Promise<HandedRecord[]> {
  const { rows } = await sql<HandedRecord>`
    select h.handover_id as "handoverId", h.customer_id as "customerId", h.state, h.ended_why as "endedWhy", h.class, h.aum_before_fen as "aumBeforeFen",
      c.customer_no as "customerNo", c.name, s.aum_fen as "aumNowFen", first.on_date as "contactedOn", coalesce(p.open, '[]') as promises,
      exists (select from handover.handed_case x join retention.leave_case l on l.id = x.case_id
        where x.handover_id = h.handover_id and x.customer_id = h.customer_id and l.state in ('opened', 'talking', 'waiting', 'said_stayed')) as "openCase"
    from handover.handed_customer h join handover.handover o on o.id = h.handover_id
    left join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = h.customer_id
    left join customer.customer_snapshot s on s.business_date = c.business_date and s.customer_id = c.customer_id
    left join lateral (select k.on_date from contact.standing k
      where k.customer_id = h.customer_id and k.staff_id = h.to_manager_id and k.on_date between o.takes_effect_on and ${today}::date and k.outcome in ('reached', 'sent')
      order by k.on_date limit 1) first on true
    ${openPromises}
    where h.handover_id = any(${[...handoverIds]}::int[])
    order by h.class nulls last, h.aum_before_fen desc, h.customer_id`.execute(trx)
  return rows
}

export interface Handed {
  handed: number
  open: number
  settled: number
}

/** Of what was open at a hand-over: how much still is, how much was settled since. */
export async function stillOpen(trx: Scoped, handoverId: number): Promise<{ promises: Handed; cases: Handed }> {
  const { rows } = await sql<{ kind: 'promises' | 'cases' } & Handed>`
    select 'promises' as kind, count(*)::int as handed, count(*) filter (where not done)::int as open, count(*) filter (where done)::int as settled
    from (select exists (select from contact.promise_step s where s.promise_id = x.promise_id and s.kind <> 'put_off') as done
      from handover.handed_promise x join contact.promise p on p.id = x.promise_id where x.handover_id = ${handoverId}) p
    union all
    select 'cases', count(*)::int, count(*) filter (where not done)::int, count(*) filter (where done)::int
    from (select l.state not in ('opened', 'talking', 'waiting', 'said_stayed') as done
      from handover.handed_case x join retention.leave_case l on l.id = x.case_id where x.handover_id = ${handoverId}) c`.execute(trx)
  const none: Handed = { handed: 0, open: 0, settled: 0 }
  const of = (kind: 'promises' | 'cases'): Handed => {
    const found = rows.find((row) => row.kind === kind)
    return found ? { handed: found.handed, open: found.open, settled: found.settled } : none
  }
  return { promises: of('promises'), cases: of('cases') }
}

/** The newest hand-over by which a customer in sight came to the manager who keeps it now: who, from whom, since when, what is open. */
export async function introductionOf(
  trx: Scoped,
  customerId: bigint,
): Promise<{ fromName: string | null; toName: string; takesEffectOn: string; promises: HandedRow['promises'] } | undefined> {
  const { rows } = await sql<{ fromName: string | null; toName: string; takesEffectOn: string; promises: HandedRow['promises'] }>`
    select f.name as "fromName", t.name as "toName", o.takes_effect_on as "takesEffectOn", coalesce(p.open, '[]') as promises
    from handover.handed_customer h join handover.handover o on o.id = h.handover_id join organisation.staff t on t.id = o.to_manager_id
    left join organisation.staff f on f.id = o.from_manager_id
    ${openPromises}
    where h.customer_id = ${customerId} and h.state = 'standing' order by o.id desc limit 1`.execute(trx)
  return rows[0]
}
