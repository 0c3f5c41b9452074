-- A second model beside the one in force (M12): every night scores the same customers with both, nobody is shown what the second one says, and once it is
-- known what happened both are compared on it.
alter table retention.model
  add column part text not null default 'champion' check (part in ('champion', 'challenger')),
  -- the challenger this version was made of, when it stood the test
  add column promotes int references retention.model check (promotes is null or part = 'champion'),
  -- of each column it reads, the relations that come from: what is forbidden is asked again when it is promoted
  add column sources jsonb not null default '{}';

-- `ended`: a challenger is scored no more from a business date on; the nights before stay as they were.
alter table retention.model_event drop constraint model_event_event_check;
alter table retention.model_event
  add column from_on date,
  add constraint model_event_event_check check (event in ('proposed', 'approved', 'refused', 'withdrawn', 'ended')),
  add constraint model_event_from_on_check check ((event = 'ended') = (from_on is not null));

create or replace function retention.check_model_event() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.event = 'ended' then
    if not exists (
      select from retention.model m join retention.model_event e on e.version = m.version and e.event = 'approved'
      where m.version = new.version and m.part = 'challenger' and e.request_id = new.request_id
    ) then
      raise exception 'retention: model % is no challenger that was approved', new.version using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if not exists (
    select from approval.request r join retention.model m on m.version = new.version
    where r.id = new.request_id and r.kind = 'attrition_model' and r.asked_by = m.made_by
      and r.payload ->> 'version' = m.version::text and r.payload ->> 'digest' = m.digest and r.payload ->> 'validFrom' = m.valid_from::text
      and coalesce(r.payload ->> 'part', 'champion') = m.part
  ) then
    raise exception 'retention: request % is not of model %', new.request_id, new.version using errcode = 'check_violation';
  end if;
  if new.event = 'approved' and not exists (
    select from approval.request r join retention.model m on m.version = new.version
    where r.id = new.request_id and new.by_id <> m.made_by
      and jsonb_array_length(r.steps) = (select count(*) from approval.decision d where d.request_id = r.id and d.outcome = 'approved')
      and new.by_id = (select d.decided_by from approval.decision d where d.request_id = r.id order by d.step desc limit 1)
  ) then
    raise exception 'retention: model % was not approved by %', new.version, new.by_id using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- What both say, as night/models/marts/retention/attrition_challenger.yml declares it: no policy and no grant, so nobody who signs in reads it.
create table retention.attrition_challenger (
  business_date date not null,
  customer_id bigint not null,
  model_version integer not null,
  champion_version integer not null,
  points bigint not null,
  champion_points bigint not null,
  primary key (business_date, customer_id)
) partition by list (business_date);
alter table retention.attrition_challenger enable row level security;

-- Who left, as night/models/marts/retention/attrition_came.yml declares it.
create table retention.attrition_came (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  as_of date not null,
  has_left boolean,
  primary key (business_date, customer_id)
) partition by list (business_date);
alter table retention.attrition_came enable row level security;
create policy visible on retention.attrition_came for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
grant select on retention.attrition_came to liuke_app;

-- How challenger and champion did, sums alone: how differently they score a night's customers (`as_of` null), and, once known, how both did on what happened after a month end.
create table retention.model_comparison (
  id bigint generated always as identity primary key,
  challenger int not null references retention.model,
  champion int not null references retention.model,
  -- the night both scored
  scored_on date not null,
  -- the month end whose outcome it was held against
  as_of date,
  -- the night that looked
  compared_on date not null,
  content jsonb not null check (content ? 'rows'),
  unique nulls not distinct (challenger, champion, scored_on, as_of)
);
create trigger append_only before update or delete or truncate on retention.model_comparison for each statement execute function retention.refuse_model_change();
grant select on retention.model_comparison to liuke_app;
