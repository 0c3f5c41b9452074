-- Wake-up 唤醒 (M45): dormant customers are turned to in waves; some, drawn by lot, are not, so that the effect can be told (M91).

-- What was settled at the start; never changed.
create table retention.wake_up (
  -- made on the device, so that a form sent twice starts one programme
  id uuid primary key,
  institution_id int not null,
  -- the customers' institutions
  institutions int[] not null,
  name text not null check (char_length(name) between 1 and 40),
  -- who: activities of M07 and AUM from, on the night of based_on
  activities text[] not null check (cardinality(activities) > 0 and activities <@ array['cooling', 'dormant', 'lost']),
  from_fen bigint not null check (from_fen >= 0),
  based_on date not null,
  -- offered customers a wave, and days between two waves
  wave_size int not null check (wave_size > 0),
  wave_days int not null check (wave_days > 0),
  holdout_bp int not null check (holdout_bp between 1 and 9999),
  window_days int not null check (window_days > 0),
  confidence_bp int not null check (confidence_bp between 5000 and 9999),
  -- of the lot; whoever has it can draw again and finds the same arms (assign.rules.ts)
  seed text not null check (seed ~ '^[0-9a-f]{64}$'),
  started_on date not null,
  user_id int not null,
  staff_name text not null,
  started_at timestamptz not null
);
create index on retention.wake_up (institution_id);

create table retention.wake_up_stop (
  programme_id uuid primary key references retention.wake_up,
  -- waves that begin on this day or later do not
  on_date date not null,
  reason text not null check (char_length(reason) between 1 and 200),
  user_id int not null,
  staff_name text not null,
  at timestamptz not null
);

-- Who was drawn for what. A wave is of both arms: whoever is held out is measured over the same days as those offered.
create table retention.wake_up_member (
  programme_id uuid not null references retention.wake_up,
  customer_id bigint not null,
  -- the customer's institution then
  institution_id int not null,
  -- tiers that were drawn together
  stratum text not null,
  arm text not null check (arm in ('offered', 'held_out')),
  wave int not null check (wave >= 0),
  from_on date not null,
  until_on date not null check (until_on > from_on),
  aum_fen bigint not null,
  primary key (programme_id, customer_id)
);
create index on retention.wake_up_member (customer_id);
create index on retention.wake_up_member (until_on);

-- What the first night with data of until_on saw. Not counted: no longer a customer whom rates count (code N, deceased, closed by the bank).
create table retention.wake_up_outcome (
  programme_id uuid not null,
  customer_id bigint not null,
  seen_on date not null,
  counted boolean not null,
  -- an act of the customer's own since from_on
  woken boolean not null,
  aum_fen bigint not null,
  -- somebody of the bank turned to the customer within the window, for whatever reason
  contacted boolean not null,
  primary key (programme_id, customer_id),
  foreign key (programme_id, customer_id) references retention.wake_up_member
);

create function retention.refuse_wake_up_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a wake-up programme is never changed once drawn: % on retention.% is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on retention.wake_up for each statement execute function retention.refuse_wake_up_change();
create trigger append_only before update or delete or truncate on retention.wake_up_stop for each statement execute function retention.refuse_wake_up_change();
create trigger append_only before update or delete or truncate on retention.wake_up_member for each statement execute function retention.refuse_wake_up_change();
create trigger append_only before update or delete or truncate on retention.wake_up_outcome for each statement execute function retention.refuse_wake_up_change();

-- Members are seen with their institution, by a manager with the own portfolio; a programme with its institution or one of its members'.
-- Figures are of all members: whoever becomes code N is counted out by the night and shown to nobody, as names are read from customer.customer.
alter table retention.wake_up_member enable row level security;
create policy visible on retention.wake_up_member for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or exists (select from customer.customer c
    where c.business_date = (select privacy.published_night()) and c.customer_id = wake_up_member.customer_id)));
create policy own_programme on retention.wake_up_member for insert to liuke_app with check (
  institution_id = any ((select platform.visible_institutions())::int[])
  and exists (select from retention.wake_up w where w.id = programme_id and w.user_id = (select platform.current_user_id())));
grant select, insert on retention.wake_up_member to liuke_app;

alter table retention.wake_up enable row level security;
create policy visible on retention.wake_up for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  or institutions && (select platform.visible_institutions())::int[]);
create policy own_hand on retention.wake_up for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and institution_id = any ((select platform.visible_institutions())::int[]));
grant select, insert on retention.wake_up to liuke_app;

alter table retention.wake_up_stop enable row level security;
create policy visible on retention.wake_up_stop for select to liuke_app using (exists (select from retention.wake_up w where w.id = programme_id));
create policy own_hand on retention.wake_up_stop for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and exists (select from retention.wake_up w
    where w.id = programme_id and w.institution_id = any ((select platform.visible_institutions())::int[])));
grant select, insert on retention.wake_up_stop to liuke_app;

alter table retention.wake_up_outcome enable row level security;
create policy visible on retention.wake_up_outcome for select to liuke_app using (exists (select from retention.wake_up_member m
  where m.programme_id = wake_up_outcome.programme_id and m.customer_id = wake_up_outcome.customer_id));
grant select on retention.wake_up_outcome to liuke_app;

-- Whoever starts a programme waits here for who is at it, so that no customer is drawn twice.
create table retention.wake_up_turn (single boolean primary key default true check (single));
grant update on retention.wake_up_turn to liuke_app;
