-- Who leaves sells or breaks what there is and draws the demand account down to almost nothing within two weeks.
create or replace table leaving as
with before as (
  select a.cid, a.ck, a.aid, a.form, a.leaves_on,
    (any_value(a.first_fen) + coalesce(sum(e.amount), 0))::bigint as balance
  from account a join leaver l on l.cid = a.cid left join event e on e.aid = a.aid
  where a.form in ('demand', 'passbook', 'term', 'past_term', 'lasting', 'plan')
  group by all
)
select * from before where balance > 0;

insert into event
select cid, aid, leaves_on, 80000000, case form when 'passbook' then 'transfer_out' else 'redemption' end, -balance, 0, null, null from leaving where form <> 'demand'
union all
select cid, cid * 100 + 1, leaves_on, 80000000 + (aid % 100)::integer, case form when 'passbook' then 'transfer_in' else 'redemption' end, balance, 0, null, null from leaving where form <> 'demand';

insert into event
with total as (select cid, ck as k, leaves_on, sum(balance)::bigint as balance from leaving group by all),
split as (
  select *, balance * 52 // 100 as first_fen, balance * 30 // 100 as second_fen, least(balance * 18 // 100, pick(k, 'left over', 3000)) as kept_fen from total
),
drawn as (
  select *, i::integer as i, case i when 0 then first_fen when 1 then second_fen else balance - first_fen - second_fen - kept_fen end as amount,
    leaves_on + i::integer * 4 + pick_at(k, 'leave', i, 4) as on_date
  from split, range(3) as r(i)
)
select cid, cid * 100 + 1, on_date, slot_out(k, 'leave', i), case when u_at(k, 'leave way', i) < 0.15 then 'cash_out' else 'transfer_out' end, -amount,
  case when u_at(k, 'leave way', i) < 0.15 then 0 when u_at(k, 'leave way', i) < 0.9 then 1 else 2 end, pick_at(k, 'leave party', i, 1000), null
from drawn where amount > 0;
