import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Who } from './contract.ts'

/** A sleepy customer in sight, as the night in force has them. */
export interface Sleeper {
  customerId: bigint
  institutionId: number
  managerId: number | null
  tier: string
  aumFen: bigint
  /** there is a usable phone or a fresh address */
  reachable: boolean
  /** drawn by a programme that is not over for them, whether offered or held out */
  drawn: boolean
}

/** The night that programmes are drawn from; undefined before the first. */
export async function nightInForce(trx: Scoped): Promise<string | undefined> {
  const { rows } = await sql<{ on: string | null }>`select privacy.published_night() as on`.execute(trx)
  return rows[0]?.on ?? undefined
}

/** Sleepy customers of institutions whom rates count, of no special status, by number. */
export async function sleepers(
  trx: Scoped,
  institutions: readonly number[],
  { activities, fromFen }: Pick<Who, 'activities' | 'fromFen'>,
): Promise<Sleeper[]> {
  const { rows } = await sql<Sleeper>`
    select s.customer_id as "customerId", s.institution_id as "institutionId", s.manager_id as "managerId", s.tier, s.aum_fen as "aumFen",
      s.phone_usable or s.address_fresh as reachable, d.customer_id is not null as drawn
    from customer.customer_snapshot s
    join customer.customer c on c.business_date = s.business_date and c.customer_id = s.customer_id
    left join (
      select distinct m.customer_id from retention.wake_up_member m left join retention.wake_up_stop t on t.programme_id = m.programme_id
      where (t.on_date is null or m.from_on < t.on_date)
        and not exists (select from retention.wake_up_outcome o where o.programme_id = m.programme_id and o.customer_id = m.customer_id)) d
      on d.customer_id = s.customer_id
    where s.business_date = (select privacy.published_night()) and s.institution_id = any (${[...institutions]}::int[])
      and s.activity = any (${[...activities]}::text[]) and s.aum_fen >= ${fromFen} and s.bucket = 'counted' and c.status is null and not c.not_for_marketing
    order by s.customer_id`.execute(trx)
  return rows
}
