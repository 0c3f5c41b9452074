import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import { playPurposes, type Tags } from './moves.rules.ts'

/** What plays with one tag achieved; fen. */
export interface Tally {
  kind: 'cases' | 'contacts' | 'benefits'
  axis: 'move' | 'layer'
  tag: string
  plays: number
  customers: number
  decided: number
  stayed: number
  stakeFen: bigint
  keptFen: bigint
}

export interface TallyAsked {
  institutions: readonly number[]
  /** leave cases opened, contacts and uses made since */
  casesSince: string
  since: string
  keptFromBp: number
  purposes: Record<(typeof playPurposes)[number], Tags>
}

/**
 * What was done by move and by layer, and how many stayed (M43). Of leave cases: decided by a night, stayed = kept or partly, stake = AUM at the
 * opening. Of contacts and benefits: customers turned to, stayed = AUM of now at least `keptFromBp` of its three-month average, stake = that average. A
 * customer counts once for a tag, a case for each tag used in it.
 */
export async function tallies(trx: Scoped, asked: TallyAsked): Promise<Tally[]> {
  const { purposes } = asked
  const tagged = playPurposes.flatMap((purpose) => [
    { purpose, axis: 'move', tag: purposes[purpose].move },
    { purpose, axis: 'layer', tag: purposes[purpose].layer },
  ])
  const rows = tagged.filter(({ tag }) => tag !== null)
  const { rows: found } = await sql<Tally>`
    with case_play as (
      select l.id as unit, l.customer_id, l.state, l.at_stake_fen, l.kept_fen, t.axis, t.tag, count(*) as plays
      from retention.leave_case l join retention.case_step s on s.case_id = l.id
      cross join lateral (values ('move', s.move), ('layer', s.layer)) as t (axis, tag)
      where l.institution_id = any (${[...asked.institutions]}::int[]) and l.opened_on >= ${asked.casesSince}::date and l.state <> 'set_aside'
        and s.kind in ('talked', 'offered', 'asked') and t.tag is not null
      group by l.id, l.customer_id, l.state, l.at_stake_fen, l.kept_fen, t.axis, t.tag),
    of_cases as (
      select 'cases' as kind, axis, tag, sum(plays)::int as plays, count(distinct customer_id)::int as customers,
        count(*) filter (where state in ('kept', 'partly', 'left'))::int as decided, count(*) filter (where state in ('kept', 'partly'))::int as stayed,
        coalesce(sum(at_stake_fen) filter (where state in ('kept', 'partly', 'left')), 0)::bigint as stake_fen,
        coalesce(sum(kept_fen) filter (where state in ('kept', 'partly', 'left')), 0)::bigint as kept_fen
      from case_play group by axis, tag),
    contact_play as (
      select 'contacts' as kind, p.axis, p.tag, c.customer_id, count(*) as plays
      from contact.standing c
      join unnest(${rows.map(({ purpose }) => purpose)}::text[], ${rows.map(({ axis }) => axis)}::text[], ${rows.map(({ tag }) => tag)}::text[]) as p (purpose, axis, tag)
        on p.purpose = c.purpose
      where c.on_date >= ${asked.since}::date and c.direction = 'outbound' and c.outcome in ('reached', 'sent') and c.institution_id = any (${[...asked.institutions]}::int[])
      group by p.axis, p.tag, c.customer_id),
    benefit_play as (
      select 'benefits' as kind, t.axis, t.tag, u.customer_id, count(*) as plays
      from retention.standing_benefit_use u join retention.benefit b on b.id = u.benefit_id
      cross join lateral (values ('move', b.move), ('layer', b.layer)) as t (axis, tag)
      where u.used_on >= ${asked.since}::date and u.institution_id = any (${[...asked.institutions]}::int[])
      group by t.axis, t.tag, u.customer_id),
    lived as (
      select p.kind, p.axis, p.tag, p.plays, s.aum_fen, s.aum_mda_3m_fen as usual_fen, s.bucket = 'counted' and s.aum_mda_3m_fen > 0 as told
      from (select * from contact_play union all select * from benefit_play) p
      join customer.customer_snapshot s on s.business_date = (select privacy.published_night()) and s.customer_id = p.customer_id)
    select kind, axis, tag, plays, customers, decided, stayed, stake_fen as "stakeFen", kept_fen as "keptFen" from of_cases
    union all
    select kind, axis, tag, sum(plays)::int, count(*)::int, count(*) filter (where told)::int,
      count(*) filter (where told and aum_fen * 10000 >= usual_fen * ${asked.keptFromBp}::bigint)::int,
      coalesce(sum(usual_fen) filter (where told), 0)::bigint, coalesce(sum(least(aum_fen, usual_fen)) filter (where told), 0)::bigint
    from lived group by kind, axis, tag`.execute(trx)
  return found
}
