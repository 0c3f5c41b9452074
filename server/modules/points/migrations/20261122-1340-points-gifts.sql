-- Gifts (M63, M72): a catalogue, stock by outlet in batches, hand-outs with the customer's signature. Stock is the sum of its moves and never below zero;
-- points, stock and signature of a hand-out are one transaction. Nothing that happened is ever changed.
create table points.gift (
  gift_id int generated always as identity primary key,
  code text not null unique check (code ~ '^[a-z0-9_]{2,40}$'),
  name text not null check (char_length(name) between 1 and 60),
  taste text not null check (taste in ('staples', 'appliance', 'health', 'dining', 'leisure', 'refined')),
  supplier text not null check (char_length(supplier) between 1 and 80),
  programme_id int not null references points.programme,
  points bigint not null check (points > 0),
  cost_fen bigint not null check (cost_fen >= 0),
  made_by int not null,
  made_at timestamptz not null,
  -- no longer handed out; what was handed out stays as it was
  ended_at timestamptz
);

create table points.stock_batch (
  batch_id bigint generated always as identity primary key,
  gift_id int not null references points.gift,
  institution_id int not null references organisation.institution,
  -- last day it may be handed out; null = does not spoil
  expires_on date,
  document_no text not null check (char_length(document_no) between 1 and 80),
  -- sum of its moves, kept by a trigger: never oversold
  available int not null default 0 check (available >= 0),
  kept_by int not null,
  received_at timestamptz not null
);
create index on points.stock_batch (institution_id, gift_id, expires_on);

create table points.hand_out (
  hand_out_id uuid primary key,
  receipt_no text not null unique,
  customer_id bigint not null,
  gift_id int not null references points.gift,
  batch_id bigint not null references points.stock_batch,
  points bigint not null check (points > 0),
  reserve_posting bigint not null unique references points.posting,
  capture_posting bigint not null unique references points.posting,
  -- PNG of what the customer wrote on the screen
  signature bytea not null check (octet_length(signature) between 100 and 51200 and substring(signature from 1 for 8) = '\x89504e470d0a1a0a'::bytea),
  institution_id int not null references organisation.institution,
  business_date date not null,
  issued_by int not null,
  issued_name text not null,
  at timestamptz not null
);
create index on points.hand_out (institution_id, business_date);
create index on points.hand_out (customer_id);

create table points.hand_out_undo (
  hand_out_id uuid primary key references points.hand_out,
  reason text not null check (char_length(reason) between 2 and 200),
  reverse_posting bigint not null unique references points.posting,
  business_date date not null,
  undone_by int not null,
  at timestamptz not null
);

create table points.stock_move (
  move_id bigint generated always as identity primary key,
  batch_id bigint not null references points.stock_batch,
  kind text not null check (kind in ('receive', 'hand_out', 'undo', 'difference')),
  pieces int not null check (pieces <> 0),
  hand_out_id uuid references points.hand_out,
  -- stock-take: what was found and why it differs
  note text check (char_length(note) <= 200),
  moved_by int not null,
  at timestamptz not null,
  check ((kind in ('hand_out', 'undo')) = (hand_out_id is not null)),
  check ((kind = 'receive' and pieces > 0) or (kind = 'hand_out' and pieces = -1) or (kind = 'undo' and pieces = 1) or (kind = 'difference' and note is not null)),
  unique (hand_out_id, kind)
);
create index on points.stock_move (batch_id);

create function points.move_stock() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update points.stock_batch b set available = b.available + new.pieces where b.batch_id = new.batch_id;
  return new;
end $$;
create trigger moves after insert on points.stock_move for each row execute function points.move_stock();

-- A hand-out stands on its own captured points, its own batch, and another person than whoever keeps stock of the outlet.
create function points.check_hand_out() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from points.stock_batch b left join points.stock_move m on m.batch_id = b.batch_id and m.kind in ('receive', 'difference')
    where b.institution_id = new.institution_id and new.issued_by in (b.kept_by, m.moved_by)) then
    raise exception 'points: whoever keeps the stock does not hand out from it' using errcode = 'LK010';
  end if;
  if not exists (select from points.stock_batch b where b.batch_id = new.batch_id and b.gift_id = new.gift_id and b.institution_id = new.institution_id
      and (b.expires_on is null or b.expires_on >= new.business_date)) then
    raise exception 'points: no such batch for this gift' using errcode = 'check_violation';
  end if;
  if not exists (
    select from points.posting c join points.posting r on r.posting_id = c.refers_to join points.holder h on h.holder_id = c.holder_id
    where c.posting_id = new.capture_posting and c.kind = 'capture' and r.posting_id = new.reserve_posting and h.customer_id = new.customer_id
      and r.points = new.points) then
    raise exception 'points: a hand-out stands on its own points' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger checked before insert on points.hand_out for each row execute function points.check_hand_out();

create function points.check_undo() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from points.hand_out o join points.posting p on p.posting_id = new.reverse_posting and p.kind = 'reverse' and p.refers_to = o.capture_posting
    where o.hand_out_id = new.hand_out_id and o.business_date = new.business_date) then
    raise exception 'points: undone within the day, with its points' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger checked before insert on points.hand_out_undo for each row execute function points.check_undo();

-- Points outstanding by issuing outlet, sums only: outlets in sight, whoever the customers belong to.
create function points.liability(day date, until date) returns table (institution_id int, customers bigint, outstanding bigint, expiring bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.institution_id, count(distinct l.holder_id), sum(l.available + l.reserved)::bigint,
    coalesce(sum(l.available) filter (where l.expires_on <= liability.until), 0)::bigint
  from points.lot l
  where l.available + l.reserved > 0 and (l.expires_on is null or l.expires_on >= liability.day) and l.institution_id = any (platform.visible_institutions())
  group by l.institution_id
$$;
revoke execute on function points.move_stock, points.check_hand_out, points.check_undo, points.liability from public;
grant execute on function points.liability to liuke_app;

do $$
declare
  name text;
begin
  foreach name in array array['hand_out', 'hand_out_undo', 'stock_move'] loop
    execute format('create trigger never_changed before update or delete or truncate on points.%I for each statement execute function points.refuse_change()', name);
  end loop;
  foreach name in array array['gift', 'stock_batch', 'hand_out', 'hand_out_undo', 'stock_move'] loop
    execute format('alter table points.%I enable row level security', name);
    execute format('grant select on points.%I to liuke_app', name);
  end loop;
end $$;
grant insert on points.gift, points.hand_out, points.hand_out_undo, points.stock_move to liuke_app;
grant update (ended_at) on points.gift to liuke_app;
grant insert (gift_id, institution_id, expires_on, document_no, kept_by, received_at) on points.stock_batch to liuke_app;

create policy known on points.gift for select to liuke_app using (true);
create policy made on points.gift for insert to liuke_app with check (
  made_by = (select platform.current_user_id()) and (select platform.current_role_code()) in ('head_office', 'branch_manager', 'outlet_president'));
create policy ends on points.gift for update to liuke_app using ((select platform.current_role_code()) in ('head_office', 'branch_manager', 'outlet_president'));
create policy visible on points.stock_batch for select to liuke_app using (institution_id = any ((select platform.visible_institutions())::int[]));
create policy own_hand on points.stock_batch for insert to liuke_app with check (
  kept_by = (select platform.current_user_id()) and institution_id = any ((select platform.visible_institutions())::int[]));
create policy visible on points.stock_move for select to liuke_app using (exists (select from points.stock_batch b where b.batch_id = stock_move.batch_id));
create policy own_hand on points.stock_move for insert to liuke_app with check (
  moved_by = (select platform.current_user_id()) and exists (select from points.stock_batch b where b.batch_id = stock_move.batch_id));
create policy visible on points.hand_out for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[]) and exists (select from customer.customer c where c.customer_id = hand_out.customer_id));
create policy own_hand on points.hand_out for insert to liuke_app with check (
  issued_by = (select platform.current_user_id()) and institution_id = any ((select platform.visible_institutions())::int[])
  and exists (select from customer.customer c where c.customer_id = hand_out.customer_id));
create policy visible on points.hand_out_undo for select to liuke_app using (exists (select from points.hand_out o where o.hand_out_id = hand_out_undo.hand_out_id));
create policy own_hand on points.hand_out_undo for insert to liuke_app with check (
  undone_by = (select platform.current_user_id()) and exists (select from points.hand_out o where o.hand_out_id = hand_out_undo.hand_out_id));
