with
running_candidates as (
  select * from payroll_candidate where months_ago = 0
),
histories as (
  select * from payroll_history
),
employer_rows as (
  select * from lake_employer
),
policies as (
  select * from policy
),
candidates as (
  select
    account_id, customer_id, business_date, sequence, amount_fen, coded_kind, employer_id, payer_name, months_ago,
    before_fen, lowest_short_fen, lowest_long_fen, lowest_month_fen,
    back_before_fen, back_short_fen, back_long_fen, back_month_fen,
    moved_before_fen, moved_short_fen, moved_long_fen, moved_month_fen
  from histories
  union all
  select
    account_id, customer_id, business_date, sequence, amount_fen, coded_kind, employer_id, payer_name, months_ago,
    cast(null as bigint) as before_fen, cast(null as bigint) as lowest_short_fen, cast(null as bigint) as lowest_long_fen, cast(null as bigint) as lowest_month_fen,
    cast(null as bigint) as back_before_fen, cast(null as bigint) as back_short_fen, cast(null as bigint) as back_long_fen, cast(null as bigint) as back_month_fen,
    cast(null as bigint) as moved_before_fen, cast(null as bigint) as moved_short_fen, cast(null as bigint) as moved_long_fen, cast(null as bigint) as moved_month_fen
  from running_candidates
),
-- two employers of one name: the older key
employers as (
  select name, min(employer_id) as employer_id, min(kind) as kind
  from employer_rows
  group by name
),
coded as (
  select
    account_id, customer_id, business_date, sequence, amount_fen, coded_kind as kind, false as detected, employer_id, payer_name, months_ago,
    before_fen, lowest_short_fen, lowest_long_fen, lowest_month_fen,
    back_before_fen, back_short_fen, back_long_fen, back_month_fen,
    moved_before_fen, moved_short_fen, moved_long_fen, moved_month_fen
  from candidates
  where coded_kind is not null and months_ago <= 3
),
coded_customers as (
  select distinct customer_id from coded
),
payer_months as (
  select
    candidates.account_id, candidates.customer_id, candidates.business_date, candidates.sequence, candidates.amount_fen, candidates.payer_name, candidates.months_ago,
    candidates.before_fen, candidates.lowest_short_fen, candidates.lowest_long_fen, candidates.lowest_month_fen,
    candidates.back_before_fen, candidates.back_short_fen, candidates.back_long_fen, candidates.back_month_fen,
    candidates.moved_before_fen, candidates.moved_short_fen, candidates.moved_long_fen, candidates.moved_month_fen
  from candidates
  left join coded_customers on coded_customers.customer_id = candidates.customer_id
  cross join policies
  where candidates.coded_kind is null and coded_customers.customer_id is null
    and candidates.amount_fen >= policies.payroll_detect_smallest_fen and candidates.months_ago <= 2 + policies.payroll_detect_months
),
-- who paid too seldom has no rhythm
frequent as (
  select payer_months.customer_id, payer_months.payer_name
  from payer_months
  cross join policies
  group by payer_months.customer_id, payer_months.payer_name, policies.payroll_detect_months
  having count(*) >= policies.payroll_detect_months
),
frequent_months as (
  select payer_months.*
  from payer_months
  join frequent on frequent.customer_id = payer_months.customer_id and frequent.payer_name = payer_months.payer_name
),
rhythms as (
  select newest.customer_id, newest.payer_name, newest.months_ago
  from frequent_months newest
  join frequent_months others on others.customer_id = newest.customer_id and others.payer_name = newest.payer_name
  cross join policies
  where others.months_ago >= newest.months_ago and others.months_ago < newest.months_ago + policies.payroll_detect_months
  group by newest.customer_id, newest.payer_name, newest.months_ago, policies.payroll_detect_months, policies.payroll_detect_amount_tolerance_bp
  having count(*) = policies.payroll_detect_months
    and (max(others.amount_fen) - min(others.amount_fen)) * 10000 <= max(others.amount_fen) * policies.payroll_detect_amount_tolerance_bp
),
rhythm_months as (
  select distinct frequent_months.customer_id, frequent_months.payer_name, frequent_months.months_ago
  from frequent_months
  join rhythms on rhythms.customer_id = frequent_months.customer_id and rhythms.payer_name = frequent_months.payer_name
  cross join policies
  where frequent_months.months_ago >= rhythms.months_ago and frequent_months.months_ago < rhythms.months_ago + policies.payroll_detect_months
),
detected as (
  select
    frequent_months.account_id, frequent_months.customer_id, frequent_months.business_date, frequent_months.sequence, frequent_months.amount_fen,
    coalesce(employers.kind, 'payroll') as kind, true as detected, employers.employer_id, frequent_months.payer_name, frequent_months.months_ago,
    frequent_months.before_fen, frequent_months.lowest_short_fen, frequent_months.lowest_long_fen, frequent_months.lowest_month_fen,
    frequent_months.back_before_fen, frequent_months.back_short_fen, frequent_months.back_long_fen, frequent_months.back_month_fen,
    frequent_months.moved_before_fen, frequent_months.moved_short_fen, frequent_months.moved_long_fen, frequent_months.moved_month_fen
  from frequent_months
  join rhythm_months on rhythm_months.customer_id = frequent_months.customer_id and rhythm_months.payer_name = frequent_months.payer_name
    and rhythm_months.months_ago = frequent_months.months_ago
  left join employers on employers.name = frequent_months.payer_name
  where frequent_months.months_ago <= 3
),
credits as (
  select * from coded
  union all
  select * from detected
)
select
  account_id, customer_id, business_date, sequence, amount_fen, kind, detected, employer_id, payer_name, months_ago, last_day(business_date) as month_end,
  before_fen, lowest_short_fen, lowest_long_fen, lowest_month_fen,
  back_before_fen, back_short_fen, back_long_fen, back_month_fen,
  moved_before_fen, moved_short_fen, moved_long_fen, moved_month_fen
from credits
