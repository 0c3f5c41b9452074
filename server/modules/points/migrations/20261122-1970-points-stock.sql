-- Stock of gifts, finished (M63): pieces held for customers who redeemed by their page, counts with a second person, transfers between outlets.
alter table points.stock_batch
  -- pieces that customers have a code for: they are in the cupboard and no longer available; kept by the trigger
  add held int not null default 0 check (held >= 0);

create table points.transfer (
  transfer_id uuid primary key,
  batch_id bigint not null references points.stock_batch,
  gift_id int not null references points.gift,
  from_institution_id int not null references organisation.institution,
  to_institution_id int not null references organisation.institution,
  pieces int not null check (pieces > 0),
  document_no text not null check (char_length(document_no) between 1 and 80),
  expires_on date,
  sent_by int not null,
  sent_name text not null,
  sent_at timestamptz not null,
  check (from_institution_id <> to_institution_id)
);
create index on points.transfer (to_institution_id, sent_at);
create index on points.transfer (from_institution_id, sent_at);

-- What the other side counted on arrival; what is missing stays in transit until the sender says what became of it.
create table points.transfer_arrival (
  transfer_id uuid primary key references points.transfer,
  arrived int not null check (arrived >= 0),
  batch_id bigint references points.stock_batch,
  note text check (char_length(note) between 2 and 200),
  received_by int not null,
  received_name text not null,
  at timestamptz not null,
  check ((arrived > 0) = (batch_id is not null))
);

create table points.transfer_missing (
  transfer_id uuid primary key references points.transfer_arrival,
  outcome text not null check (outcome in ('lost', 'returned')),
  note text not null check (char_length(note) between 2 and 200),
  decided_by int not null,
  decided_name text not null,
  at timestamptz not null
);

-- Every count, with or without a difference; one that waits for a second person names its request.
create table points.stock_count (
  count_id bigint generated always as identity primary key,
  batch_id bigint not null references points.stock_batch,
  institution_id int not null references organisation.institution,
  book int not null check (book >= 0),
  found int not null check (found >= 0),
  note text not null check (char_length(note) between 2 and 200),
  request_id bigint references approval.request,
  counted_by int not null,
  counted_name text not null,
  at timestamptz not null
);
create index on points.stock_count (institution_id, at);

alter table points.stock_move
  add redemption_id uuid,
  add transfer_id uuid references points.transfer,
  drop constraint stock_move_kind_check,
  drop constraint stock_move_check1,
  add constraint stock_move_kind_check check (kind in ('receive', 'hand_out', 'undo', 'difference', 'hold', 'free', 'send', 'arrive', 'return')),
  add constraint stock_move_signs_check check (case kind
    when 'hand_out' then pieces = -1
    when 'undo' then pieces = 1
    when 'hold' then pieces = -1
    when 'free' then pieces = 1
    when 'difference' then note is not null
    when 'send' then pieces < 0
    else pieces > 0 end),
  add constraint stock_move_redemption_check check ((kind in ('hold', 'free')) = (redemption_id is not null)),
  add constraint stock_move_transfer_check check ((kind in ('send', 'arrive', 'return')) = (transfer_id is not null));
create unique index stock_move_redemption_once on points.stock_move (redemption_id, kind) where redemption_id is not null;
create unique index stock_move_transfer_once on points.stock_move (transfer_id, kind) where transfer_id is not null;

create or replace function points.move_stock() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update points.stock_batch b set available = b.available + new.pieces,
    held = b.held - case when new.kind in ('hold', 'free') then new.pieces else 0 end where b.batch_id = new.batch_id;
  return new;
end $$;

-- Whoever received, counted or sent stock of an outlet keeps it.
create function points.keeps_stock(person int, institution int) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from points.stock_batch b
    left join points.stock_move m on m.batch_id = b.batch_id and m.kind in ('receive', 'difference', 'send', 'arrive', 'return')
    where b.institution_id = keeps_stock.institution and keeps_stock.person in (b.kept_by, m.moved_by))
$$;

-- The outlet itself and its neighbours of a day: points of one are good at the others (M56).
create function points.outlets_together(outlet int, day date) returns table (institution_id int) language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select outlets_together.outlet
  union
  select other.institution_id from organisation.cluster_member own join organisation.cluster_member other on other.cluster_id = own.cluster_id
  where own.institution_id = outlets_together.outlet
    and (own.from_on is null or own.from_on <= outlets_together.day) and (own.until_on is null or own.until_on > outlets_together.day)
    and (other.from_on is null or other.from_on <= outlets_together.day) and (other.until_on is null or other.until_on > outlets_together.day)
$$;

-- Where gifts of an outlet may be sent: neighbours of its cluster and outlets under the same roof.
create function points.destinations(outlet int, day date) returns table (institution_id int, name text) language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select i.id, i.name from organisation.institution i
  where i.level = 'outlet' and i.id <> destinations.outlet
    and (i.id in (select t.institution_id from points.outlets_together(destinations.outlet, destinations.day) t)
      or i.parent_id = (select o.parent_id from organisation.institution o where o.id = destinations.outlet))
  order by i.name, i.id
$$;

-- What became of the difference of a count that waits for a second person: waiting, approved or refused (withdrawn and forgotten too), and by whom.
create function points.count_decision(request bigint, at timestamptz) returns table (decision text, decided_name text) language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select case when d.outcome = 'approved' then 'approved' when d.outcome is not null or r.expires_at <= count_decision.at then 'refused' else 'waiting' end,
    d.decided_name
  from approval.request r left join approval.decision d on d.request_id = r.id
  where r.id = count_decision.request and r.kind = 'stock_difference'
$$;

create function points.check_transfer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  sent points.transfer;
  arrival points.transfer_arrival;
begin
  if tg_table_name = 'transfer' then
    if not exists (select from points.stock_batch b where b.batch_id = new.batch_id and b.gift_id = new.gift_id
        and b.institution_id = new.from_institution_id and b.expires_on is not distinct from new.expires_on)
      or not exists (select from points.destinations(new.from_institution_id, (new.sent_at at time zone 'Asia/Shanghai')::date) d
        where d.institution_id = new.to_institution_id) then
      raise exception 'points: nothing of the kind can be sent there' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  select * into sent from points.transfer t where t.transfer_id = new.transfer_id;
  if tg_table_name = 'transfer_arrival' then
    if new.arrived > sent.pieces or (new.arrived < sent.pieces and new.note is null) or new.received_by = sent.sent_by
      or (new.batch_id is not null and not exists (select from points.stock_batch b where b.batch_id = new.batch_id
        and b.institution_id = sent.to_institution_id and b.gift_id = sent.gift_id)) then
      raise exception 'points: what arrives is counted by another person, never more than was sent' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  select * into arrival from points.transfer_arrival a where a.transfer_id = new.transfer_id;
  if arrival.arrived >= sent.pieces or new.decided_by = arrival.received_by then
    raise exception 'points: the sender says what became of missing pieces' using errcode = 'check_violation';
  end if;
  return new;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['transfer', 'transfer_arrival', 'transfer_missing'] loop
    execute format('create trigger checked before insert on points.%I for each row execute function points.check_transfer()', name);
  end loop;
  foreach name in array array['transfer', 'transfer_arrival', 'transfer_missing', 'stock_count'] loop
    execute format('create trigger never_changed before update or delete or truncate on points.%I for each statement execute function points.refuse_change()', name);
    execute format('alter table points.%I enable row level security', name);
    execute format('grant select, insert on points.%I to liuke_app', name);
  end loop;
end $$;

create policy both_ends on points.transfer for select to liuke_app using (
  from_institution_id = any ((select platform.visible_institutions())::int[]) or to_institution_id = any ((select platform.visible_institutions())::int[]));
create policy own_hand on points.transfer for insert to liuke_app with check (
  sent_by = (select platform.current_user_id()) and from_institution_id = any ((select platform.visible_institutions())::int[]));
create policy both_ends on points.transfer_arrival for select to liuke_app
  using (exists (select from points.transfer t where t.transfer_id = transfer_arrival.transfer_id));
create policy own_hand on points.transfer_arrival for insert to liuke_app with check (
  received_by = (select platform.current_user_id()) and exists (select from points.transfer t where t.transfer_id = transfer_arrival.transfer_id
    and t.to_institution_id = any ((select platform.visible_institutions())::int[])));
create policy both_ends on points.transfer_missing for select to liuke_app
  using (exists (select from points.transfer t where t.transfer_id = transfer_missing.transfer_id));
create policy own_hand on points.transfer_missing for insert to liuke_app with check (
  decided_by = (select platform.current_user_id()) and exists (select from points.transfer t where t.transfer_id = transfer_missing.transfer_id
    and t.from_institution_id = any ((select platform.visible_institutions())::int[])));
create policy visible on points.stock_count for select to liuke_app using (institution_id = any ((select platform.visible_institutions())::int[]));
create policy own_hand on points.stock_count for insert to liuke_app with check (
  counted_by = (select platform.current_user_id()) and institution_id = any ((select platform.visible_institutions())::int[]));

revoke execute on function points.keeps_stock, points.count_decision, points.outlets_together, points.destinations, points.check_transfer from public;
grant execute on function points.keeps_stock, points.count_decision, points.destinations to liuke_app;
