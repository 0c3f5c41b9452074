-- What customers own. Those who stay fill the tiers from the top, so that after all leavings an outlet's shares at the first business date are the wanted ones.
create or replace table owner as
with settled as (
  select c.*, l.leaves_on, c.joined_on is null and (l.leaves_on is null or l.leaves_on > getvariable('anchor') - 8) as stays
  from customer c left join leaver l on l.cid = c.cid
),
placed as (
  select *, (row_number() over (partition by outlet, stays order by rank) - 1 + u(hash(outlet), 'rounding')) / getvariable('per_outlet') as position from settled
),
tiered as (
  select * replace (case when not stays then class when position < 0.005 then 3 when position < 0.03 then 2 when position < 0.09 then 1 else 0 end as class) from placed
)
select * exclude (rank, position, stays),
  -- permanent money in yuan; a little air below the next tier for what comes and goes
  case class when 0 then lump when 1 then 51000 * pow(3.1, pow(u(k, 'money'), 1.2)) when 2 then 205000 * pow(4.0, pow(u(k, 'money'), 1.5))
    else 1050000 * pow(8.0, pow(u(k, 'money'), 2)) end as money,
  (case class when 0 then 2500 when 1 then 9000 when 2 then 20000 else 60000 end) * pow(4, u(k, 'scale') - 0.6) as scale,
  case income when 'payroll' then 3200 * pow(case when class > 0 then 8 else 5 end, pow(u(k, 'salary'), 1.6)) when 'pension' then 1500 * pow(4.2, u(k, 'salary')) else 0 end as salary
from tiered;

-- Grain: one row per account that comes to exist. first_fen is its balance before the first event, opening_fen what the permanent money puts there; monthly_fen what an arrangement moves each month.
create or replace table account as
with standing as (
  select a.*, o.class, o.money, o.leaves_on, o.salary,
    case form when 'demand' then 0.35 + u(a.k, 'weight') when 'term' then 0.4 + u(a.k, 'weight') when 'lasting' then 0.2 + 0.6 * u(a.k, 'weight')
      when 'plan' then 0.15 + 0.3 * u(a.k, 'weight') else 0 end as weight
  from account_plan a join owner o on o.cid = a.cid
  where o.leaves_on is null or a.opened_on < o.leaves_on
),
large as (
  select *, case category when 'asset_management' then 300000 when 'large_certificate' then least(200000, money) else 0 end as least_yuan,
    case when category in ('asset_management', 'large_certificate') then 0 else weight end as free_weight
  from standing
),
shared as (
  select *, greatest(0, money - sum(least_yuan) over (partition by cid)) as free_money, sum(free_weight) over (partition by cid) as weights from large
),
valued as (
  select *, case
      when form = 'past_term' then (case class when 0 then 2000 * pow(9, u(k, 'amount')) when 1 then 8000 * pow(10, u(k, 'amount')) when 2 then 30000 * pow(10, u(k, 'amount'))
        else 100000 * pow(10, u(k, 'amount')) end) // 1000 * 1000
      when form = 'owed' then (case class when 0 then 20000 else 150000 end) * pow(12, u(k, 'amount')) // 100 * 100
      when form = 'card' then 300 + 30 * pow(100, u(k, 'amount'))
      when form = 'passbook' then 300 * pow(u(k, 'amount'), 3)
      when form in ('term', 'lasting', 'plan') then case when free_weight = 0 then least_yuan else floor(free_money * free_weight / weights / 10) * 10 end
      else 0 end as yuan
  from shared
),
rounded as (select *, fen(yuan) as own_fen from valued),
funded as (
  select *, case when form = 'demand' then greatest(0, fen(money) - coalesce(sum(case when form in ('term', 'lasting', 'plan') then own_fen end) over (partition by cid), 0)::bigint)
    else own_fen end as opening_fen
  from rounded
)
select cid, ck, k, aid, place, form, category, product_code, tenor_days, opened_on, leaves_on, class,
  opening_fen, case when opened_on < getvariable('warm_on') or form = 'past_term' then opening_fen else 0 end as first_fen,
  case form when 'plan' then fen((case class when 0 then 100 else 500 end) * (1 + floor(4 * u(k, 'monthly'))))
    when 'bill' then fen(60 + 340 * pow(u(k, 'monthly'), 2)) when 'owed' then own_fen // 200 when 'card' then own_fen else 0 end as monthly_fen
from funded;
