-- The chance that a customer leaves (M12), as night/models/marts/retention/attrition.yml declares it, and the models it comes from.
create table retention.attrition (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  model_version integer not null,
  probability_bp integer not null,
  reason_1 integer,
  reason_1_bin integer,
  reason_1_points bigint,
  reason_2 integer,
  reason_2_bin integer,
  reason_2_points bigint,
  reason_3 integer,
  reason_3_bin integer,
  reason_3_points bigint,
  primary key (business_date, customer_id)
) partition by list (business_date);
create index on retention.attrition (institution_id, probability_bp);

alter table retention.attrition enable row level security;
create policy visible on retention.attrition for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
grant select on retention.attrition to liuke_app;

-- A model is rows and a card, told about no person. It is never changed: another one is another version.
create table retention.model (
  version int generated always as identity primary key,
  content jsonb not null check (content ? 'model' and content ? 'card'),
  -- sha256 of the content as it was asked for
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  -- the first business date it may score
  valid_from date not null,
  made_by int not null,
  made_name text not null,
  made_at timestamptz not null
);

-- What became of it. A version scores from its day on once it is approved.
create table retention.model_event (
  version int not null references retention.model,
  event text not null check (event in ('proposed', 'approved', 'refused', 'withdrawn')),
  request_id bigint not null references approval.request,
  by_id int not null,
  by_name text not null,
  at timestamptz not null,
  primary key (version, event)
);

create function retention.refuse_model_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'models and what became of them are append-only: % on retention.% is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on retention.model for each statement execute function retention.refuse_model_change();
create trigger append_only before update or delete or truncate on retention.model_event for each statement execute function retention.refuse_model_change();

-- What no program may get around: the request is of this very model, asked by who made it; approved is what another person approved.
create function retention.check_model_event() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from approval.request r join retention.model m on m.version = new.version
    where r.id = new.request_id and r.kind = 'attrition_model' and r.asked_by = m.made_by
      and r.payload ->> 'version' = m.version::text and r.payload ->> 'digest' = m.digest and r.payload ->> 'validFrom' = m.valid_from::text
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
create trigger checked before insert on retention.model_event for each row execute function retention.check_model_event();
grant select, insert on retention.model, retention.model_event to liuke_app;
