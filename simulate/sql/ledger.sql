-- Grain: one row per event up to the last business date, numbered within its account in true order. A pure running sum: the ledger is exact.
create or replace table posting as
select e.cid, e.aid, e.on_date, e.kind, e.amount, e.party, e.ref, e.employer,
  row_number() over in_order as nth, (a.first_fen + sum(e.amount) over (in_order rows between unbounded preceding and current row))::bigint as balance_after
from event e join account a on a.aid = e.aid
where e.on_date <= getvariable('last_on') and e.amount <> 0
window in_order as (partition by e.aid order by e.on_date, e.slot, e.amount desc, e.kind);
drop table event;

-- The day an account closes: a term that is not renewed, or everything of a leaver but the demand account.
create or replace table closing as
select a.aid, case when a.leaves_on is not null and a.form in ('passbook', 'term', 'past_term', 'lasting', 'plan', 'bill', 'acquiring') then least(a.leaves_on, coalesce(e.ended_on, a.leaves_on))
  else e.ended_on end as closed_on
from account a left join account_end e on e.aid = a.aid
where a.leaves_on is not null and a.form not in ('demand', 'owed', 'card') or e.ended_on is not null;
