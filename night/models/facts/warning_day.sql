with
postings as (
  select * from posting where own_name_outflow_fen > 0 or outflow_fen > 0 or kind in ('payroll', 'pension', 'redemption', 'purchase')
),
days as (
  select
    customer_id,
    business_date,
    cast(sum(own_name_outflow_fen) as bigint) as own_name_outflow_fen,
    cast(sum(outflow_fen) as bigint) as outflow_fen,
    cast(sum(case when kind in ('payroll', 'pension') and amount_fen > 0 then amount_fen else 0 end) as bigint) as payroll_fen,
    cast(sum(case when kind = 'redemption' and counts_as_aum and amount_fen > 0 then amount_fen else 0 end) as bigint) as redeemed_in_fen,
    cast(sum(case when kind = 'redemption' and counts_as_aum and amount_fen < 0 then -amount_fen else 0 end) as bigint) as redeemed_out_fen,
    cast(sum(case when kind = 'purchase' and counts_as_aum and amount_fen > 0 then amount_fen else 0 end) as bigint) as purchased_in_fen,
    cast(sum(case when kind = 'purchase' and counts_as_aum and amount_fen < 0 then -amount_fen else 0 end) as bigint) as purchased_out_fen
  from postings
  group by customer_id, business_date
),
-- a purchase says something only of who redeemed
redeemers as (
  select distinct customer_id from days where redeemed_in_fen > 0 or redeemed_out_fen > 0
),
next_days as (
  select customer_id, add_days(business_date, -1) as day_before, outflow_fen from days where outflow_fen > 0
)
select
  days.customer_id,
  days.business_date,
  days.own_name_outflow_fen,
  days.payroll_fen,
  case when days.payroll_fen > 0 then days.outflow_fen else 0 end as gone_same_day_fen,
  case when days.payroll_fen > 0 then coalesce(next_days.outflow_fen, 0) else 0 end as gone_next_day_fen,
  -- banks post a redemption on one of the two accounts, or on both
  greatest(days.redeemed_in_fen, days.redeemed_out_fen) as redeemed_fen,
  case when redeemers.customer_id is not null then greatest(days.purchased_in_fen, days.purchased_out_fen) else 0 end as purchased_fen
from days
left join redeemers on redeemers.customer_id = days.customer_id
left join next_days on next_days.customer_id = days.customer_id and next_days.day_before = days.business_date
where days.own_name_outflow_fen > 0 or days.payroll_fen > 0 or days.redeemed_in_fen > 0 or days.redeemed_out_fen > 0
  or (redeemers.customer_id is not null and (days.purchased_in_fen > 0 or days.purchased_out_fen > 0))
