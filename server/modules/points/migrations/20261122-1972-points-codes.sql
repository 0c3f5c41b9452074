-- How a redemption ends: handed out at the desk for its code, cancelled by the customer or the desk, or past its time.

-- Ends a redemption once: the code goes, the piece is free, the points are captured or released. LK024 it has ended already.
create function points.end_redemption(redemption uuid, outcome text, person int, day date, at timestamptz) returns points.posting
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  it points.redemption;
  wanted points.gift;
  made points.posting;
begin
  delete from points.open_code o where o.redemption_id = end_redemption.redemption;
  if not found then
    raise exception using errcode = 'LK024', message = 'the redemption has ended';
  end if;
  select * into it from points.redemption r where r.redemption_id = end_redemption.redemption;
  select * into wanted from points.gift g where g.gift_id = it.gift_id;
  made := points.post(wanted.programme_id, it.customer_id, case end_redemption.outcome when 'handed_out' then 'capture' else 'release' end,
    'redemption:' || it.redemption_id || ':end', null, end_redemption.day, it.institution_id, 'gift:' || wanted.code, end_redemption.person, null, it.reserve_posting);
  insert into points.redemption_end values (it.redemption_id, end_redemption.outcome, made.posting_id, end_redemption.person, end_redemption.at);
  insert into points.stock_move (batch_id, kind, pieces, redemption_id, moved_by, at)
  values (it.batch_id, 'free', 1, it.redemption_id, coalesce(end_redemption.person, 0), end_redemption.at);
  return made;
end $$;

-- The customer changes their mind. LK020 no such link or redemption, LK024 it has ended already.
create function points.cancel_by_link(token bytea, at timestamptz, day date, redemption uuid) returns bigint language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  customer bigint;
begin
  select r.customer_id into customer from points.link l join points.redemption r on r.customer_id = l.customer_id
  where l.token_sha256 = cancel_by_link.token and l.revoked_at is null and l.valid_until > cancel_by_link.at and r.redemption_id = cancel_by_link.redemption;
  if not found then
    raise exception using errcode = 'LK020', message = 'no such link';
  end if;
  perform points.end_redemption(cancel_by_link.redemption, 'cancelled', null, cancel_by_link.day, cancel_by_link.at);
  return customer;
end $$;

-- The desk, for the code a customer shows: `handed_out` captures, `cancelled` releases. LK020 not at a desk of the caller's, LK024 ended, LK025 too late.
create function points.end_at_desk(redemption uuid, outcome text, day date, at timestamptz) returns points.posting language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  it points.redemption;
begin
  select * into it from points.redemption r where r.redemption_id = end_at_desk.redemption and r.institution_id = any (platform.visible_institutions());
  if not found then
    raise exception using errcode = 'LK020', message = 'no such redemption';
  end if;
  if end_at_desk.outcome = 'handed_out' and it.valid_until <= end_at_desk.at then
    raise exception using errcode = 'LK025', message = 'the code is past its time';
  end if;
  return points.end_redemption(it.redemption_id, end_at_desk.outcome, platform.current_user_id(), end_at_desk.day, end_at_desk.at);
end $$;

-- Codes past their time: points and pieces go back. The clock's, in batches; returns how many.
create function points.expire_codes(at timestamptz, day date, at_most int) returns int language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  due uuid;
  done int := 0;
begin
  for due in
    select o.redemption_id from points.open_code o join points.redemption r using (redemption_id) where r.valid_until <= expire_codes.at
    order by r.valid_until limit expire_codes.at_most for update of o skip locked
  loop
    perform points.end_redemption(due, 'expired', null, expire_codes.day, expire_codes.at);
    done := done + 1;
  end loop;
  return done;
end $$;

-- Whom a code belongs to, for the desk where the gift is fetched: a neighbour's desk sees the customer no other way.
create function points.holder_of_code(redemption uuid) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.name from points.redemption r join customer.customer c on c.customer_id = r.customer_id
    and c.business_date = (select p.business_date from extract.publication p where p.is_current)
  where r.redemption_id = holder_of_code.redemption and r.institution_id = any (platform.visible_institutions())
$$;

-- Points of an undone hand-out, by whoever sees the desk it was made at: of a neighbour's customer too. LK006 not there.
create function points.reverse_hand_out(hand_out uuid, day date) returns points.posting language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  it record;
begin
  select o.*, g.programme_id into it from points.hand_out o join points.gift g using (gift_id)
  where o.hand_out_id = reverse_hand_out.hand_out and o.institution_id = any (platform.visible_institutions());
  if not found then
    raise exception using errcode = 'LK006', message = 'no such hand-out';
  end if;
  return points.post(it.programme_id, it.customer_id, 'reverse', 'hand-out:' || it.hand_out_id || ':undo', null, reverse_hand_out.day, it.institution_id,
    'hand-out undone', platform.current_user_id(), null, it.capture_posting);
end $$;

create or replace function points.check_hand_out() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if points.keeps_stock(new.issued_by, new.institution_id) then
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
  if new.redemption_id is not null and not exists (
    select from points.redemption r join points.redemption_end e using (redemption_id)
    where r.redemption_id = new.redemption_id and r.customer_id = new.customer_id and r.gift_id = new.gift_id and r.batch_id = new.batch_id
      and r.institution_id = new.institution_id and e.outcome = 'handed_out' and e.posting_id = new.capture_posting) then
    raise exception 'points: a hand-out for a code stands on it' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- A customer's hand-outs at a neighbour are seen at home, and at the neighbour who made them.
drop policy visible on points.hand_out;
create policy visible on points.hand_out for select to liuke_app using (
  exists (select from customer.customer c where c.customer_id = hand_out.customer_id)
  or (redemption_id is not null and institution_id = any ((select platform.visible_institutions())::int[])));
drop policy own_hand on points.hand_out;
create policy own_hand on points.hand_out for insert to liuke_app with check (
  issued_by = (select platform.current_user_id()) and institution_id = any ((select platform.visible_institutions())::int[])
  and (redemption_id is not null or exists (select from customer.customer c where c.customer_id = hand_out.customer_id)));

revoke execute on function points.end_redemption, points.cancel_by_link, points.end_at_desk, points.expire_codes,
  points.holder_of_code, points.reverse_hand_out from public;
grant execute on function points.cancel_by_link, points.end_at_desk, points.holder_of_code, points.reverse_hand_out to liuke_app;
