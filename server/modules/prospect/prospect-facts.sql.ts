import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ProspectFacts } from './prospect.rules.ts'

/** What the one question before a contact needs of an open prospect in sight. */
export async function factsRow(
  trx: Scoped,
  id: string,
  today: string,
  capDays: number,
): Promise<(ProspectFacts & { institutionId: number }) | undefined> {
  const { rows } = await sql<ProspectFacts & { institutionId: number }>`
    select p.institution_id as "institutionId", p.channels, p.refused_at is not null as refused, p.basis_on as "basisOn", coalesce((
      select jsonb_agg(distinct jsonb_build_object('on', k.on_date, 'byOthers', k.user_id <> (select platform.current_user_id())))
      from prospect.contact k where k.prospect_id = p.id and k.channel <> 'walk_in' and k.on_date >= ${today}::date - ${capDays}::int), '[]') as contacts
    from prospect.prospect p where p.id = ${id} and p.state = 'open' and p.forgotten_on is null`.execute(trx)
  return rows[0]
}

/**
 * Forgets who came to nothing: names, phones and notes of prospects nobody turned to since a day. Dropped ones too; a converted one is a customer and their
 * phone is the bank's to keep. `owner`: the owner's handle. How many.
 */
export async function forgetProspects(owner: Database, before: string, today: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update prospect.prospect p set name = '—', phone = null, note = null, introduced_note = null, introduced_by = null, basis_proof = '—', forgotten_on = ${today}::date,
      state = case when state = 'open' then 'dropped' else state end, closed_on = coalesce(closed_on, ${today}::date), closed_why = coalesce(closed_why, 'not_reachable'),
      closed_by = coalesce(closed_by, 0)
    where p.forgotten_on is null and p.state <> 'converted' and greatest((p.made_at at time zone 'Asia/Shanghai')::date, p.closed_on,
      (select max(k.on_date) from prospect.contact k where k.prospect_id = p.id)) < ${before}::date`.execute(owner)
  return Number(numAffectedRows ?? 0)
}
