with
known_months as (
  select months_ago, month_end from month where months_ago >= 1 and balances_known
),
customer_months as (
  select * from customer_month where months_ago >= 1
),
credits as (
  select * from payroll_candidate where months_ago >= 1 and coded_kind is not null
),
policies as (
  select * from policy
),
entries as (
  select customer_months.customer_id, max(customer_months.months_ago) as entered_ago
  from customer_months
  cross join policies
  where customer_months.aum_fen >= policies.survival_entry_from_fen
  group by customer_months.customer_id
),
entered as (
  select entries.customer_id, entries.entered_ago, known_months.month_end as entered_on
  from entries
  join known_months on known_months.months_ago = entries.entered_ago
),
-- at a month end the bank delivered, who has no row has nothing
watched as (
  select entered.customer_id, entered.entered_ago, known_months.months_ago, coalesce(customer_months.aum_fen, 0) as aum_fen
  from entered
  join known_months on known_months.months_ago <= entered.entered_ago
  left join customer_months on customer_months.customer_id = entered.customer_id and customer_months.months_ago = known_months.months_ago
),
peaks as (
  select
    customer_id, entered_ago, months_ago, aum_fen,
    max(aum_fen) over (partition by customer_id order by months_ago desc nulls last rows between unbounded preceding and current row) as peak_fen
  from watched
),
judged as (
  select
    peaks.customer_id, peaks.entered_ago, peaks.months_ago, peaks.aum_fen,
    case when peaks.aum_fen < policies.survival_entry_from_fen and peaks.aum_fen * 10000 <= peaks.peak_fen * policies.survival_left_share_bp then 1 else 0 end as gone
  from peaks
  cross join policies
),
lives as (
  select
    customer_id, max(entered_ago) as entered_ago, min(months_ago) as last_ago,
    max(case when gone = 1 then months_ago end) as left_ago,
    max(case when months_ago = entered_ago then aum_fen end) as entered_fen
  from judged
  group by customer_id
),
paid as (
  select
    entered.customer_id,
    max(case when credits.coded_kind = 'payroll' then 1 else 0 end) as payroll,
    max(case when credits.coded_kind = 'pension' then 1 else 0 end) as pension
  from entered
  join credits on credits.customer_id = entered.customer_id and credits.months_ago = entered.entered_ago
  group by entered.customer_id
)
select
  lives.customer_id,
  entered.entered_on,
  cast(lives.entered_fen as bigint) as entered_fen,
  coalesce(paid.payroll, 0) = 1 as payroll,
  coalesce(paid.pension, 0) = 1 as pension,
  cast(lives.entered_ago - coalesce(lives.left_ago, lives.last_ago) as integer) as months,
  lives.left_ago is not null as ended
from lives
join entered on entered.customer_id = lives.customer_id
left join paid on paid.customer_id = lives.customer_id
