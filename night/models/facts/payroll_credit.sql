with
candidates as (
  select * from payroll_candidate
),
employer_rows as (
  select * from lake_employer
),
policies as (
  select * from policy
),
-- two employers of one name: the older key
employers as (
  select name, min(employer_id) as employer_id, min(kind) as kind
  from employer_rows
  group by name
),
coded as (
  select account_id, customer_id, business_date, sequence, amount_fen, coded_kind as kind, false as detected, employer_id, months_ago
  from candidates
  where coded_kind is not null and months_ago <= 3
),
coded_customers as (
  select distinct customer_id from coded
),
-- the largest credit of a payer in a month stands for the month
uncoded as (
  select
    candidates.account_id, candidates.customer_id, candidates.business_date, candidates.sequence, candidates.amount_fen, candidates.payer_name, candidates.months_ago,
    row_number() over (
      partition by candidates.customer_id, candidates.payer_name, candidates.months_ago
      order by candidates.amount_fen desc nulls last, candidates.business_date asc nulls last, candidates.account_id asc nulls last, candidates.sequence asc nulls last
    ) as place
  from candidates
  left join coded_customers on coded_customers.customer_id = candidates.customer_id
  cross join policies
  where candidates.coded_kind is null and coded_customers.customer_id is null
    and candidates.amount_fen >= policies.payroll_detect_smallest_fen and candidates.months_ago <= 2 + policies.payroll_detect_months
),
payer_months as (
  select * from uncoded where place = 1
),
rhythms as (
  select newest.customer_id, newest.payer_name, newest.months_ago
  from payer_months newest
  join payer_months others on others.customer_id = newest.customer_id and others.payer_name = newest.payer_name
  cross join policies
  where others.months_ago >= newest.months_ago and others.months_ago < newest.months_ago + policies.payroll_detect_months
  group by newest.customer_id, newest.payer_name, newest.months_ago, policies.payroll_detect_months, policies.payroll_detect_amount_tolerance_bp
  having count(*) = policies.payroll_detect_months
    and (max(others.amount_fen) - min(others.amount_fen)) * 10000 <= max(others.amount_fen) * policies.payroll_detect_amount_tolerance_bp
),
rhythm_months as (
  select distinct payer_months.customer_id, payer_months.payer_name, payer_months.months_ago
  from payer_months
  join rhythms on rhythms.customer_id = payer_months.customer_id and rhythms.payer_name = payer_months.payer_name
  cross join policies
  where payer_months.months_ago >= rhythms.months_ago and payer_months.months_ago < rhythms.months_ago + policies.payroll_detect_months
),
detected as (
  select
    payer_months.account_id, payer_months.customer_id, payer_months.business_date, payer_months.sequence, payer_months.amount_fen,
    coalesce(employers.kind, 'payroll') as kind, true as detected, employers.employer_id, payer_months.months_ago
  from payer_months
  join rhythm_months on rhythm_months.customer_id = payer_months.customer_id and rhythm_months.payer_name = payer_months.payer_name
    and rhythm_months.months_ago = payer_months.months_ago
  left join employers on employers.name = payer_months.payer_name
  where payer_months.months_ago <= 3
),
credits as (
  select * from coded
  union all
  select * from detected
)
select
  credits.account_id, credits.customer_id, credits.business_date, credits.sequence, credits.amount_fen, credits.kind, credits.detected, credits.employer_id,
  credits.months_ago, last_day(credits.business_date) as month_end
from credits
