with
credits as (
  select * from payroll_credit
),
terms as (
  select * from lake_term
),
postings as (
  select * from posting where counts_as_aum
),
present as (
  select * from customer_month where months_ago = 0
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
watched as (
  select customer_id from credits
  union
  select terms.customer_id
  from terms
  cross join nights
  cross join policies
  where terms.matures_on <= nights.data_as_of and terms.matures_on >= add_days(nights.data_as_of, -policies.maturity_list_days)
),
changes as (
  select postings.customer_id, postings.business_date, sum(postings.amount_fen) as change_fen
  from postings
  join watched on watched.customer_id = postings.customer_id
  group by postings.customer_id, postings.business_date
),
later as (
  select
    customer_id, business_date, change_fen,
    sum(change_fen) over (
      partition by customer_id order by business_date desc nulls last rows between unbounded preceding and current row
    ) as since_fen
  from changes
)
select
  later.customer_id,
  later.business_date,
  cast(coalesce(present.aum_fen, 0) - later.since_fen as bigint) as aum_before_fen,
  cast(coalesce(present.aum_fen, 0) - later.since_fen + later.change_fen as bigint) as aum_fen
from later
left join present on present.customer_id = later.customer_id
