import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import type { BenefitUse } from './benefit.rules.ts'

/** A use as it stands. */
export interface UseRecord extends BenefitUse {
  id: string
  name: string
  userId: number
  staffName: string
}

/** What a customer used since a day, the last first. */
export async function customerUses(trx: Scoped, customerId: bigint, since: string): Promise<UseRecord[]> {
  const { rows } = await sql<UseRecord>`
    select u.id, u.benefit_code as code, b.name, u.used_on as on, u.user_id as "userId", u.staff_name as "staffName"
    from retention.standing_benefit_use u join retention.benefit b on b.id = u.benefit_id
    where u.customer_id = ${customerId} and u.used_on >= ${since}::date order by u.at desc, u.id`.execute(trx)
  return rows
}

/** A use that may have been taken back. */
export interface LoggedUse {
  benefitId: number
  code: string
  customerId: bigint
  institutionId: number
  on: string
  periodFrom: string
  userId: number
  takenBack: boolean
}

export async function useOf(trx: Scoped, id: string): Promise<LoggedUse | undefined> {
  const { rows } = await sql<LoggedUse>`
    select u.benefit_id as "benefitId", u.benefit_code as code, u.customer_id as "customerId", u.institution_id as "institutionId", u.used_on as on,
      u.period_from as "periodFrom", u.user_id as "userId", exists (select from retention.benefit_use b where b.takes_back = u.id) as "takenBack"
    from retention.benefit_use u where u.id = ${id} and u.takes_back is null`.execute(trx)
  return rows[0]
}

/** A use to be logged, or to be taken back. */
export interface NewUse {
  id: string
  benefitId: number
  code: string
  customerId: bigint
  institutionId: number
  on: string
  /** the first day of the running period */
  periodFrom: string
  takesBack?: string
}

/** Keeps a use as the next one of its period; false when the id is taken, the use is taken back already, or somebody else logged one at the same time. */
export async function insertUse(trx: Scoped, use: NewUse, { userId, name }: Person, at: Date): Promise<boolean> {
  const { customerId, code, periodFrom } = use
  const { numAffectedRows } = await sql`
    insert into retention.benefit_use (id, benefit_id, benefit_code, customer_id, institution_id, used_on, period_from, nth, takes_back, user_id, staff_name, at)
    select ${use.id}, ${use.benefitId}, ${code}, ${customerId}, ${use.institutionId}, ${use.on}, ${periodFrom},
      1 + count(*) filter (where takes_back is null), ${use.takesBack ?? null}, ${userId}, ${name}, ${at}
    from retention.benefit_use where customer_id = ${customerId} and benefit_code = ${code} and period_from = ${periodFrom}::date
    on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}

/** How much benefits are used by customers in sight: entitled by tier, and users and uses of each code since its period began. */
export async function useCounts(
  trx: Scoped,
  institutions: readonly number[],
  periods: readonly { code: string; from: string }[],
): Promise<{ customers: ReadonlyMap<string, number>; uses: ReadonlyMap<string, { users: number; uses: number }> }> {
  const tiers = await sql<{ tier: string; customers: number }>`
    select tier, count(*)::int as customers from customer.customer_snapshot
    where business_date = (select privacy.published_night()) and institution_id = any (${[...institutions]}::int[]) and bucket = 'counted' group by tier`.execute(
    trx,
  )
  const uses = await sql<{ code: string; users: number; uses: number }>`
    select u.benefit_code as code, count(distinct u.customer_id)::int as users, count(*)::int as uses
    from retention.standing_benefit_use u
    join unnest(${periods.map(({ code }) => code)}::text[], ${periods.map(({ from }) => from)}::date[]) as p (code, since) on p.code = u.benefit_code and u.used_on >= p.since
    where u.institution_id = any (${[...institutions]}::int[]) group by u.benefit_code`.execute(trx)
  return {
    customers: new Map(tiers.rows.map(({ tier, customers }) => [tier, customers])),
    uses: new Map(uses.rows.map(({ code, ...found }) => [code, found])),
  }
}
