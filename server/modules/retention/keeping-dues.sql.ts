import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

export interface Asked {
  managerIds: readonly number[]
  date: string
}

const managed = ({ managerIds }: Asked) => sql`
  (select c.customer_id from customer.customer c
    where c.business_date = (select privacy.published_night()) and c.manager_id = any (${[...managerIds]}::int[]))`

/** A customer who left and is to be turned to again (M41): the earliest day that is due and not done. Amounts in fen. */
export interface WinBackDue {
  customerId: bigint
  caseId: string
  on: string
  turn: number
  /** what was at stake less what the nights saw stay */
  goneFen: bigint
  destinationBank: string | null
}

export async function winBacksDue(trx: Scoped, asked: Asked): Promise<WinBackDue[]> {
  const { rows } = await sql<WinBackDue>`
    select distinct on (l.customer_id) l.customer_id as "customerId", l.id as "caseId", l.win_back_on[l.win_backs + 1] as on, l.win_backs + 1 as turn,
      greatest(l.at_stake_fen - coalesce(l.kept_fen, 0), 0)::bigint as "goneFen", l.destination_bank as "destinationBank"
    from retention.leave_case l
    where l.state = 'left' and l.win_back_on[l.win_backs + 1] <= ${asked.date}::date and l.customer_id in ${managed(asked)}
      and not exists (select from retention.leave_case o where o.customer_id = l.customer_id and o.state in ('opened', 'talking', 'waiting', 'said_stayed'))
    order by l.customer_id, l.opened_at desc`.execute(trx)
  return rows
}

/** A customer of a programme that is not over for them; `offered`: their wave has begun and they are still to be turned to (M45). */
export interface Sleeping {
  customerId: bigint
  programme: string
  wave: number
  fromOn: string
  offered: boolean
}

export async function programmeCustomers(trx: Scoped, asked: Asked, attempts: number): Promise<Sleeping[]> {
  const { rows } = await sql<Sleeping>`
    select m.customer_id as "customerId", w.name as programme, m.wave + 1 as wave, m.from_on as "fromOn",
      m.arm = 'offered' and m.from_on <= ${asked.date}::date and coalesce(k.answered, 0) = 0 and coalesce(k.tried, 0) < ${attempts}::int as offered
    from retention.wake_up_member m
    join retention.wake_up w on w.id = m.programme_id
    left join retention.wake_up_stop t on t.programme_id = m.programme_id
    left join lateral (
      select count(*) filter (where c.outcome <> 'not_reached') as answered, count(*) as tried from contact.standing c
      where c.customer_id = m.customer_id and c.direction = 'outbound' and c.on_date between m.from_on and m.until_on) k on true
    where m.until_on > ${asked.date}::date and (t.on_date is null or m.from_on < t.on_date) and m.customer_id in ${managed(asked)}`.execute(
    trx,
  )
  return rows
}

/** What customers used, by benefit and day. */
export async function usesOf(trx: Scoped, asked: Asked, since: string): Promise<{ customerId: bigint; code: string; on: string }[]> {
  const { rows } = await sql<{ customerId: bigint; code: string; on: string }>`
    select u.customer_id as "customerId", u.benefit_code as code, u.used_on as on from retention.standing_benefit_use u
    where u.used_on between ${since}::date and ${asked.date}::date and u.customer_id in ${managed(asked)}`.execute(trx)
  return rows
}
