import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'

/**
 * Measures members of waves that were not dropped and whose window is over by the data of the night in force. A customer who is gone from the night has
 * not come back and has nothing left; one who is no longer counted is kept as such. Returns how many.
 */
export async function measureMembers(trx: Database): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into retention.wake_up_outcome (programme_id, customer_id, seen_on, counted, woken, aum_fen, contacted)
    select m.programme_id, m.customer_id, p.data_as_of, coalesce(s.bucket, 'counted') = 'counted', coalesce(s.last_own_act_on >= m.from_on, false),
      coalesce(s.aum_fen, 0), exists (select from contact.standing c
        where c.customer_id = m.customer_id and c.direction = 'outbound' and c.on_date between m.from_on and m.until_on)
    from retention.wake_up_member m
    join extract.publication p on p.is_current and m.until_on <= p.data_as_of
    left join retention.wake_up_stop t on t.programme_id = m.programme_id
    left join customer.customer_snapshot s on s.business_date = p.business_date and s.customer_id = m.customer_id
    where (t.on_date is null or m.from_on < t.on_date)
      and not exists (select from retention.wake_up_outcome o where o.programme_id = m.programme_id and o.customer_id = m.customer_id)
    order by m.programme_id, m.customer_id
    on conflict do nothing`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}
