-- Leave cases 挽留 (M41–M43): a customer says, or seems, to leave; what was offered, what came of it, and what the nights saw of it.

-- The facts at the opening. Only the columns below the line move, and only by a step.
create table retention.leave_case (
  -- made on the device, so that a form sent twice is one case
  id uuid primary key,
  customer_id bigint not null,
  -- the customer's institution then
  institution_id int not null,
  source text not null check (source in ('counter', 'phone', 'alert')),
  reason text not null,
  destination_bank text check (char_length(destination_bank) between 1 and 40),
  -- what the customer said to take away
  leaving_fen bigint check (leaving_fen > 0),
  -- AUM of the night in force at the opening: what the nights to come are compared with
  at_stake_fen bigint not null,
  at_stake_on date not null,
  -- the fraud check was due by age and amount, and every question was answered with no
  fraud_checked boolean not null,
  user_id int not null,
  staff_name text not null,
  opened_on date not null,
  opened_at timestamptz not null,
  -- ------------------------------------------------------------------------
  state text not null default 'opened' check (state in ('opened', 'talking', 'waiting', 'said_stayed', 'kept', 'partly', 'left', 'set_aside')),
  steps int not null default 0,
  changed_at timestamptz not null,
  -- the day of the last "said to stay" or "said to leave"; the nights count from it
  said_on date,
  said_brought_in_fen bigint,
  -- by the nights
  kept_fen bigint,
  brought_in_fen bigint,
  seen_on date,
  rechecked boolean not null default false,
  -- when to turn to who left (M41), and how many of these were done
  win_back_on date[] not null default '{}',
  win_backs int not null default 0
);
create index on retention.leave_case (customer_id);
create index on retention.leave_case (institution_id, opened_on);
create index on retention.leave_case (said_on) where state in ('said_stayed', 'kept', 'partly', 'left');
create unique index one_open_case on retention.leave_case (customer_id) where state in ('opened', 'talking', 'waiting', 'said_stayed');

-- The log of a case: append-only. A case's state is what its last step made of it.
create table retention.case_step (
  id bigint generated always as identity primary key,
  case_id uuid not null references retention.leave_case,
  kind text not null check (kind in ('talked', 'offered', 'asked', 'granted', 'refused', 'said_stayed', 'said_left', 'farewell', 'win_back', 'seen', 'rechecked')),
  from_state text not null,
  to_state text not null,
  offer text,
  -- M43
  move text check (move in ('embarrassing', 'inconvenient', 'unwanted')),
  layer text check (layer in ('financial', 'social', 'structural')),
  note text check (char_length(note) between 1 and 500),
  approval_id text,
  brought_in_fen bigint check (brought_in_fen >= 0),
  kept_fen bigint,
  seen_on date,
  win_back_on date[],
  came_back boolean,
  -- null: the night
  user_id int,
  staff_name text,
  on_date date not null,
  at timestamptz not null,
  check ((user_id is null) = (kind in ('seen', 'rechecked')))
);
create index on retention.case_step (case_id);

create function retention.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what happened in a leave case is never changed: % on retention.% is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

-- Of two steps at once the second finds another state than it builds on, and fails.
create function retention.move_case() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update retention.leave_case c set
    state = new.to_state, steps = c.steps + 1, changed_at = new.at,
    said_on = case when new.to_state = 'said_stayed' or new.kind = 'said_left' then new.on_date else c.said_on end,
    said_brought_in_fen = case when new.kind = 'said_stayed' then new.brought_in_fen else c.said_brought_in_fen end,
    kept_fen = case when new.to_state = 'said_stayed' then null else coalesce(new.kept_fen, c.kept_fen) end,
    brought_in_fen = case when new.to_state = 'said_stayed' then null when new.user_id is null then new.brought_in_fen else c.brought_in_fen end,
    seen_on = case when new.to_state = 'said_stayed' or new.kind = 'said_left' then null else coalesce(new.seen_on, c.seen_on) end,
    rechecked = case when new.to_state = 'said_stayed' then false else c.rechecked or new.kind = 'rechecked' end,
    win_back_on = case when new.to_state = 'said_stayed' then '{}' else coalesce(new.win_back_on, c.win_back_on) end,
    win_backs = case when new.win_back_on is not null or new.to_state = 'said_stayed' then 0 when new.kind = 'win_back' then c.win_backs + 1 else c.win_backs end
  where c.id = new.case_id and c.state = new.from_state;
  if not found then
    raise exception 'the case has moved on' using errcode = 'serialization_failure';
  end if;
  return null;
end $$;
create trigger moves_case after insert on retention.case_step for each row execute function retention.move_case();
create trigger append_only before update or delete or truncate on retention.case_step for each statement execute function retention.refuse_change();
create trigger never_removed before delete or truncate on retention.leave_case for each statement execute function retention.refuse_change();

-- Facts of the opening stay as they were, for the owner too.
create function retention.keep_opening() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (old.id, old.customer_id, old.institution_id, old.source, old.reason, old.destination_bank, old.leaving_fen, old.at_stake_fen, old.at_stake_on,
      old.fraud_checked, old.user_id, old.staff_name, old.opened_on, old.opened_at)
    is distinct from (new.id, new.customer_id, new.institution_id, new.source, new.reason, new.destination_bank, new.leaving_fen, new.at_stake_fen,
      new.at_stake_on, new.fraud_checked, new.user_id, new.staff_name, new.opened_on, new.opened_at) then
    raise exception 'the opening of a leave case is never changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger opening_stays before update on retention.leave_case for each row execute function retention.keep_opening();

-- Seen with the customer, and never of whom nobody may turn to (code N): no task, no offer, no hint.
alter table retention.leave_case enable row level security;
create policy visible on retention.leave_case for select to liuke_app using (exists (
  select from customer.customer c
  where c.business_date = (select privacy.published_night()) and c.customer_id = leave_case.customer_id and not c.not_for_marketing));
create policy own_hand on retention.leave_case for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and state = 'opened' and steps = 0 and said_on is null and kept_fen is null and seen_on is null
  and win_back_on = '{}'
  and exists (select from customer.customer c
    where c.business_date = (select privacy.published_night()) and c.customer_id = leave_case.customer_id and not c.not_for_marketing));
grant select, insert on retention.leave_case to liuke_app;

alter table retention.case_step enable row level security;
create policy visible on retention.case_step for select to liuke_app using (exists (select from retention.leave_case c where c.id = case_id));
create policy own_hand on retention.case_step for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and to_state not in ('kept', 'partly', 'set_aside')
  and exists (select from retention.leave_case c where c.id = case_id));
grant select, insert on retention.case_step to liuke_app;

-- The night whose figures the cases were last compared with.
create table retention.compared_night (
  single boolean primary key default true check (single),
  business_date date not null,
  published_at timestamptz not null
);
