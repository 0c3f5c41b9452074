import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

export interface ComparePolicy {
  confirmDays: number
  recheckDays: number
  keptFromBp: number
  partlyFromBp: number
  winBackDays: readonly number[]
}

/** Whoever compares waits here for who is at it. */
export async function takeTurns(trx: Database): Promise<void> {
  await sql`lock table retention.compared_night in share row exclusive mode`.execute(trx)
}

/** The night in force, and whether the cases were compared with it already. */
export async function nightToCompare(trx: Database): Promise<{ businessDate: string; dataAsOf: string; compared: boolean } | undefined> {
  const { rows } = await sql<{ businessDate: string; dataAsOf: string; compared: boolean }>`
    select p.business_date as "businessDate", p.data_as_of as "dataAsOf",
      exists (select from retention.compared_night n where n.business_date = p.business_date and n.published_at = p.published_at) as compared
    from extract.publication p where p.is_current`.execute(trx)
  return rows[0]
}

/**
 * Compares every case that is said to stay or to have left with what the night saw, `confirmDays` after it was said, and who stayed once more after
 * `recheckDays`: kept is what is
 * there, at most what was at stake; brought in is what is there beyond it, at most what was said to come. A customer who is gone from the night has
 * nothing left; one who is no longer counted (code N, deceased, closed by the bank) is set aside without a figure. Returns the cases by new state.
 */
export async function compareCases(
  trx: Database,
  { businessDate, dataAsOf }: { businessDate: string; dataAsOf: string },
  policy: ComparePolicy,
  at: Date,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; cases: number }>`
    with due as (
      select l.id, l.state, l.at_stake_fen, coalesce(l.said_brought_in_fen, 0) as said_fen, coalesce(s.aum_fen, 0) as aum_fen, coalesce(s.bucket, 'counted') as bucket,
        l.state in ('kept', 'partly') as again
      from retention.leave_case l
      left join customer.customer_snapshot s on s.business_date = ${businessDate} and s.customer_id = l.customer_id
      where ((l.state = 'said_stayed' or (l.state = 'left' and l.seen_on is null)) and l.said_on <= ${dataAsOf}::date - ${policy.confirmDays}::int)
        or (l.state in ('kept', 'partly') and not l.rechecked and l.said_on <= ${dataAsOf}::date - ${policy.recheckDays}::int)),
    seen as (
      select *, greatest(least(aum_fen, at_stake_fen), 0) as kept_fen, greatest(least(aum_fen - at_stake_fen, said_fen), 0) as brought_in_fen from due),
    judged as (
      select *, case
        when bucket <> 'counted' then 'set_aside'
        when at_stake_fen <= 0 then case when aum_fen > 0 then 'kept' else 'left' end
        when kept_fen * 10000 >= at_stake_fen * ${policy.keptFromBp}::int then 'kept'
        when kept_fen * 10000 >= at_stake_fen * ${policy.partlyFromBp}::int then 'partly'
        else 'left' end as to_state
      from seen),
    added as (
      insert into retention.case_step (case_id, kind, from_state, to_state, kept_fen, brought_in_fen, seen_on, win_back_on, on_date, at)
      select id, case when again then 'rechecked' else 'seen' end, state, to_state, case when to_state <> 'set_aside' then kept_fen end,
        case when to_state <> 'set_aside' then brought_in_fen end, ${dataAsOf},
        case when to_state = 'left' and state <> 'left' then array(select ${dataAsOf}::date + d from unnest(${[...policy.winBackDays]}::int[]) d order by d) end, ${dataAsOf}, ${at}
      from judged order by id
      returning to_state)
    select to_state as state, count(*)::int as cases from added group by to_state order by to_state`.execute(trx)
  return Object.fromEntries(rows.map(({ state, cases }) => [state, cases]))
}

/** Notes that the cases are compared with the night in force. */
export async function noteCompared(trx: Database, businessDate: string): Promise<void> {
  await sql`insert into retention.compared_night (business_date, published_at)
    select business_date, published_at from extract.publication where is_current and business_date = ${businessDate}
    on conflict (single) do update set business_date = excluded.business_date, published_at = excluded.published_at`.execute(trx)
}
