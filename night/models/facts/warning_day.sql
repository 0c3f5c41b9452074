with
postings as (
  select * from posting where own_name_outflow_fen > 0 or kind in ('payroll', 'pension', 'redemption')
),
outflows as (
  select customer_id, business_date, outflow_fen from posting where outflow_fen > 0
),
purchases as (
  select customer_id, business_date, amount_fen from posting where kind = 'purchase' and counts_as_aum
),
told_days as (
  select
    customer_id,
    business_date,
    cast(sum(own_name_outflow_fen) as bigint) as own_name_outflow_fen,
    cast(sum(case when kind in ('payroll', 'pension') and amount_fen > 0 then amount_fen else 0 end) as bigint) as payroll_fen,
    cast(sum(case when kind = 'redemption' and counts_as_aum and amount_fen > 0 then amount_fen else 0 end) as bigint) as redeemed_in_fen,
    cast(sum(case when kind = 'redemption' and counts_as_aum and amount_fen < 0 then -amount_fen else 0 end) as bigint) as redeemed_out_fen
  from postings
  group by customer_id, business_date
),
days as (
  select * from told_days where own_name_outflow_fen > 0 or payroll_fen > 0 or redeemed_in_fen > 0 or redeemed_out_fen > 0
),
-- what went on the day of a credit and on the day after it
paid_days as (
  select customer_id, business_date from days where payroll_fen > 0
),
gone as (
  select
    paid_days.customer_id, paid_days.business_date,
    cast(sum(case when outflows.business_date = paid_days.business_date then outflows.outflow_fen else 0 end) as bigint) as same_day_fen,
    cast(sum(case when outflows.business_date > paid_days.business_date then outflows.outflow_fen else 0 end) as bigint) as next_day_fen
  from paid_days
  join outflows on outflows.customer_id = paid_days.customer_id
  where outflows.business_date >= paid_days.business_date and outflows.business_date <= add_days(paid_days.business_date, 1)
  group by paid_days.customer_id, paid_days.business_date
),
-- a purchase says something only of who redeemed
redeemers as (
  select distinct customer_id from days where redeemed_in_fen > 0 or redeemed_out_fen > 0
),
purchase_days as (
  select
    purchases.customer_id, purchases.business_date,
    -- banks post a purchase, as a redemption, on one of the two accounts, or on both
    cast(greatest(sum(case when purchases.amount_fen > 0 then purchases.amount_fen else 0 end), sum(case when purchases.amount_fen < 0 then -purchases.amount_fen else 0 end)) as bigint)
      as purchased_fen
  from purchases
  join redeemers on redeemers.customer_id = purchases.customer_id
  group by purchases.customer_id, purchases.business_date
),
others as (
  select purchase_days.customer_id, purchase_days.business_date, purchase_days.purchased_fen
  from purchase_days
  left join days on days.customer_id = purchase_days.customer_id and days.business_date = purchase_days.business_date
  where days.customer_id is null and purchase_days.purchased_fen > 0
)
select
  days.customer_id,
  days.business_date,
  days.own_name_outflow_fen,
  days.payroll_fen,
  coalesce(gone.same_day_fen, 0) as gone_same_day_fen,
  coalesce(gone.next_day_fen, 0) as gone_next_day_fen,
  greatest(days.redeemed_in_fen, days.redeemed_out_fen) as redeemed_fen,
  coalesce(purchase_days.purchased_fen, 0) as purchased_fen
from days
left join gone on gone.customer_id = days.customer_id and gone.business_date = days.business_date
left join purchase_days on purchase_days.customer_id = days.customer_id and purchase_days.business_date = days.business_date
union all
select customer_id, business_date, 0, 0, 0, 0, 0, purchased_fen
from others
