-- Early warning 预警 (M11, M40), as night/models/marts/warning/*.yml declares it: who is warned of, by which signals, in which risk groups, and what the signals were worth.
create schema warning;
grant usage on schema warning to liuke_app;

create table warning.alert (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  value_at_risk_fen bigint not null,
  base_fen bigint not null,
  gone boolean not null,
  chance_bp integer,
  chance_from text,
  expected_loss_fen bigint,
  signals integer not null,
  primary key (business_date, customer_id)
) partition by list (business_date);
create index on warning.alert (institution_id, expected_loss_fen);

create table warning.alert_signal (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  signal text not null,
  amount bigint not null,
  told_on date,
  primary key (business_date, customer_id, signal)
) partition by list (business_date);
create index on warning.alert_signal (institution_id, signal);

create table warning.risk_group (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  risk_group text not null,
  amount_fen bigint not null,
  due_on date,
  primary key (business_date, customer_id, risk_group)
) partition by list (business_date);
create index on warning.risk_group (institution_id, risk_group);

-- What the signals were worth at past month ends: counts of customers, nobody by name.
create table warning.signal_record (
  business_date date not null,
  institution_id integer not null,
  signal text not null,
  month_end date not null,
  warned integer not null,
  has_left integer not null,
  primary key (business_date, signal, month_end, institution_id)
) partition by list (business_date);

create table warning.signal_lead (
  business_date date not null,
  institution_id integer not null,
  signal text not null,
  month_end date not null,
  lead_days integer not null,
  customers integer not null,
  primary key (business_date, signal, month_end, institution_id, lead_days)
) partition by list (business_date);

do $$
declare of_customers text;
begin
  foreach of_customers in array array['alert', 'alert_signal', 'risk_group'] loop
    execute format('alter table warning.%I enable row level security', of_customers);
    execute format($policy$create policy visible on warning.%I for select to liuke_app using (
      institution_id = any ((select platform.visible_institutions())::int[])
      and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())))$policy$, of_customers);
  end loop;
end $$;
alter table warning.signal_record enable row level security;
create policy visible on warning.signal_record for select to liuke_app using (institution_id = any ((select platform.visible_institutions())::int[]));
alter table warning.signal_lead enable row level security;
create policy visible on warning.signal_lead for select to liuke_app using (institution_id = any ((select platform.visible_institutions())::int[]));
grant select on warning.alert, warning.alert_signal, warning.risk_group, warning.signal_record, warning.signal_lead to liuke_app;

-- Since when people have been told of a warning: the clock of who was contacted runs from the first publish that showed it. Signal `probability` is who is listed for the
-- model's chance alone. Written by the night's after-work alone.
create table warning.raised (
  customer_id bigint not null,
  signal text not null,
  raised_on date not null,
  raised_at timestamptz not null,
  -- the first business date on which it showed no more
  ended_on date check (ended_on >= raised_on),
  primary key (customer_id, signal, raised_on)
);
create unique index one_running on warning.raised (customer_id, signal) where ended_on is null;
alter table warning.raised enable row level security;
create policy visible on warning.raised for select to liuke_app using (exists (
  select from customer.customer c
  where c.business_date = (select privacy.published_night()) and c.customer_id = raised.customer_id and not c.not_for_marketing));
grant select on warning.raised to liuke_app;

-- What was once told is never untold: only its end is added.
create function warning.keep_raised() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'UPDATE' or old.ended_on is not null
    or (old.customer_id, old.signal, old.raised_on, old.raised_at) is distinct from (new.customer_id, new.signal, new.raised_on, new.raised_at) then
    raise exception 'a warning that was raised is never changed, only ended' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger only_ended before update or delete on warning.raised for each row execute function warning.keep_raised();

-- The publish whose warnings were raised last.
create table warning.raised_night (
  single boolean primary key default true check (single),
  business_date date not null,
  published_at timestamptz not null
);

-- What a signal was worth in the whole bank, for whoever works with it: sums that name no outlet.
create function warning.bank_record(of_date date) returns table (signal text, month_end date, warned bigint, has_left bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.signal, r.month_end, sum(r.warned)::bigint, sum(r.has_left)::bigint from warning.signal_record r where r.business_date = of_date group by r.signal, r.month_end
$$;
create function warning.bank_lead(of_date date) returns table (signal text, lead_days integer, customers bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.signal, l.lead_days, sum(l.customers)::bigint from warning.signal_lead l where l.business_date = of_date group by l.signal, l.lead_days
$$;
revoke execute on function warning.bank_record(date), warning.bank_lead(date) from public;
grant execute on function warning.bank_record(date), warning.bank_lead(date) to liuke_app;
