with
credits as (
  select * from payroll_credit where months_ago <= 1
),
postings as (
  select * from posting where months_ago = 0
),
balances as (
  select * from balance
),
customers as (
  select customer_id, institution_id, manager_id, bucket from customer_base
),
nights as (
  select * from night
),
ranked as (
  select
    account_id, customer_id, kind, months_ago,
    row_number() over (
      partition by customer_id
      order by months_ago asc nulls last, amount_fen desc nulls last, business_date asc nulls last, account_id asc nulls last, sequence asc nulls last
    ) as place
  from credits
),
receiving as (
  select account_id, customer_id, kind, months_ago = 0 as received from ranked where place = 1
),
days as (
  select postings.account_id, postings.business_date, cast(sum(postings.amount_fen) as bigint) as moved_fen
  from postings
  join receiving on receiving.account_id = postings.account_id
  group by postings.account_id, postings.business_date
),
-- today's balance less what came after a day is that day's
later as (
  select
    account_id, business_date,
    sum(moved_fen) over (partition by account_id order by business_date desc nulls last rows between unbounded preceding and current row) as since_fen,
    moved_fen
  from days
),
after_days as (
  select
    account_id,
    max(since_fen - moved_fen) as most_later_fen,
    min(business_date) as first_on
  from later
  group by account_id
),
month_moves as (
  select account_id, sum(moved_fen) as moved_fen from days group by account_id
),
joined as (
  select
    receiving.account_id, receiving.customer_id, receiving.kind, receiving.received,
    balances.balance_fen - greatest(
      coalesce(after_days.most_later_fen, 0),
      -- nothing on the 1st: that day ended with what the month began with
      case when after_days.first_on > nights.month_start then month_moves.moved_fen else coalesce(after_days.most_later_fen, 0) end
    ) as lowest_fen
  from receiving
  left join balances on balances.account_id = receiving.account_id
  left join after_days on after_days.account_id = receiving.account_id
  left join month_moves on month_moves.account_id = receiving.account_id
  cross join nights
)
select
  nights.business_date,
  joined.customer_id,
  customers.institution_id,
  customers.manager_id,
  joined.kind,
  joined.account_id,
  joined.received,
  customers.bucket = 'counted' as counted,
  cast(joined.lowest_fen as bigint) as lowest_fen
from joined
join customers on customers.customer_id = joined.customer_id
cross join nights
