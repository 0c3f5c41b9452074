-- Terms as of business date $on_date: those that run, and those that matured within 120 days.
with chained as (
  select m.*, coalesce(lag(m.renewed_on) over (partition by m.aid order by m.j), greatest(a.opened_on, m.matures_on - m.tenor_days)) as starts_on, a.leaves_on, a.opening_fen
  from term_plan m join account a on a.aid = m.aid
)
select '62' || aid || '-' || (j + 1) as term_no, '62' || aid as account_no, opening_fen as amount_fen, starts_on, matures_on
from chained
where starts_on <= date '$on_date' and matures_on > date '$on_date' - 120 and opening_fen > 0
  and (leaves_on is null or matures_on < leaves_on or leaves_on > date '$on_date' and starts_on < leaves_on)
order by aid, j
