-- How postings are made. `points.post` is the one way to a single posting: it locks the account, so two at once never overspend.

-- Lines of taking `amount` from the lots that are still good on `day`, the first to expire first; fewer when there is not enough.
create function points.take(holder bigint, amount bigint, day date) returns setof points.lot language sql volatile
set search_path = pg_catalog, pg_temp as $$
  with good as (
    select l.lot_id, l.available,
      sum(l.available) over (order by l.expires_on nulls last, l.lot_id rows unbounded preceding) - l.available as before
    from points.lot l where l.holder_id = take.holder and l.available > 0 and (l.expires_on is null or l.expires_on >= take.day)
  ), taken as (
    select lot_id, least(available, take.amount - before)::bigint as points from good where before < take.amount
  )
  update points.lot l set available = l.available - t.points from taken t where l.lot_id = t.lot_id
  returning l.lot_id, l.holder_id, t.points, l.expires_on, l.institution_id, l.available, l.reserved
$$;

-- Lines of an earlier posting that a later one turns round.
create function points.lots_of(posting bigint, bucket text) returns table (lot_id bigint, institution_id int, points bigint) language sql stable
set search_path = pg_catalog, pg_temp as $$
  select l.lot_id, l.institution_id, sum(l.points)::bigint from points.line l
  where l.posting_id = lots_of.posting and l.bucket = lots_of.bucket and l.lot_id is not null group by l.lot_id, l.institution_id order by l.lot_id
$$;

-- Makes one posting, or finds the one of the same key. Raises points.* conditions by SQLSTATE:
-- LK001 too few points, LK002 the key was used for another act, LK003 no such posting to refer to, LK004 it was dealt with already,
-- LK005 it cannot be turned round.
create function points.post(
  programme int, customer bigint, kind text, key text, amount bigint, day date, institution int, about text, made_by int,
  expires_on date default null, refers_to bigint default null
) returns points.posting language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  account points.holder;
  earlier points.posting;
  other points.posting;
  made points.posting;
  lines points.line[] := '{}';
  part record;
  short bigint;
begin
  -- before a number is drawn: an anchor waits for whoever has one
  lock table points.posting in row exclusive mode;
  insert into points.holder (programme_id, customer_id) values (post.programme, post.customer) on conflict do nothing;
  select * into account from points.holder h where h.customer_id = post.customer and h.programme_id = post.programme for no key update;

  select * into earlier from points.posting p where p.key = post.key;
  if found then
    if (earlier.holder_id, earlier.kind, earlier.business_date, earlier.institution_id, earlier.about)
         is distinct from (account.holder_id, post.kind, post.day, post.institution, post.about)
      or earlier.expires_on is distinct from post.expires_on or earlier.refers_to is distinct from post.refers_to
      or (post.amount is not null and earlier.points <> post.amount) then
      raise exception using errcode = 'LK002', message = 'the key ' || post.key || ' was used for another posting';
    end if;
    return earlier;
  end if;

  made.posting_id := nextval('points.posting_number');
  made.holder_id := account.holder_id;
  made.sequence := account.sequence + 1;
  made.kind := post.kind;
  made.key := post.key;
  made.points := post.amount;
  made.business_date := post.day;
  made.expires_on := post.expires_on;
  made.institution_id := post.institution;
  made.refers_to := post.refers_to;
  made.about := post.about;
  made.made_by := post.made_by;
  made.made_at := clock_timestamp();
  made.previous_hash := account.head;

  if post.refers_to is not null then
    select * into other from points.posting p where p.posting_id = post.refers_to and p.holder_id = account.holder_id;
    if not found then
      raise exception using errcode = 'LK003', message = 'there is no posting ' || post.refers_to || ' on this account';
    end if;
    if exists (select from points.posting p where p.refers_to = post.refers_to) then
      raise exception using errcode = 'LK004', message = 'posting ' || post.refers_to || ' was captured, released or reversed already';
    end if;
    made.points := other.points;
  end if;

  case post.kind
    when 'earn' then
      lines := lines || row (0, 0, 'issued', null, post.institution, null, -post.amount)::points.line;
    when 'spend', 'reserve' then
      for part in select * from points.take(account.holder_id, post.amount, post.day) loop
        lines := lines || row (0, 0, 'available', part.lot_id, part.institution_id, null, -part.points)::points.line;
        lines := lines || case post.kind
          when 'spend' then row (0, 0, 'redeemed', null, part.institution_id, post.institution, part.points)::points.line
          else row (0, 0, 'reserved', part.lot_id, part.institution_id, null, part.points)::points.line end;
        if post.kind = 'reserve' then
          update points.lot l set reserved = l.reserved + part.points where l.lot_id = part.lot_id;
        end if;
        post.amount := post.amount - part.points;
      end loop;
      if post.amount > 0 then
        raise exception using errcode = 'LK001', message = 'too few points on the account', detail = post.amount || ' missing';
      end if;
    when 'capture', 'release' then
      if other.kind <> 'reserve' then
        raise exception using errcode = 'LK003', message = 'posting ' || post.refers_to || ' is no reservation';
      end if;
      for part in select * from points.lots_of(post.refers_to, 'reserved') loop
        lines := lines || row (0, 0, 'reserved', part.lot_id, part.institution_id, null, -part.points)::points.line;
        lines := lines || case post.kind
          when 'capture' then row (0, 0, 'redeemed', null, part.institution_id, post.institution, part.points)::points.line
          else row (0, 0, 'available', part.lot_id, part.institution_id, null, part.points)::points.line end;
        update points.lot l set reserved = l.reserved - part.points,
          available = l.available + case post.kind when 'release' then part.points else 0 end where l.lot_id = part.lot_id;
      end loop;
    when 'expire' then
      made.points := 0;
      for part in
        select l.lot_id, l.institution_id, l.available from points.lot l
        where l.holder_id = account.holder_id and l.available > 0 and l.expires_on < post.day order by l.expires_on, l.lot_id
      loop
        lines := lines || row (0, 0, 'available', part.lot_id, part.institution_id, null, -part.available)::points.line;
        lines := lines || row (0, 0, 'expired', null, part.institution_id, null, part.available)::points.line;
        update points.lot l set available = 0 where l.lot_id = part.lot_id;
        made.points := made.points + part.available;
      end loop;
      if made.points = 0 then
        return null;
      end if;
    when 'reverse' then
      case other.kind
        when 'earn' then
          short := other.points;
          -- from the lot itself, then from the others; what was spent already is owed
          for part in
            with own as (update points.lot l set available = 0 from points.lot o where l.lot_id = other.posting_id and o.lot_id = l.lot_id and l.available > 0
              returning l.lot_id, l.institution_id, o.available as points)
            select * from own
          loop
            lines := lines || row (0, 0, 'available', part.lot_id, part.institution_id, null, -part.points)::points.line;
            short := short - part.points;
          end loop;
          for part in select * from points.take(account.holder_id, short, post.day) loop
            lines := lines || row (0, 0, 'available', part.lot_id, part.institution_id, null, -part.points)::points.line;
            short := short - part.points;
          end loop;
          if short > 0 then
            lines := lines || row (0, 0, 'owed', null, other.institution_id, null, -short)::points.line;
          end if;
          lines := lines || row (0, 0, 'issued', null, other.institution_id, null, other.points)::points.line;
        when 'spend', 'capture' then
          for part in select * from points.lots_of(case other.kind when 'spend' then other.posting_id else other.refers_to end,
            case other.kind when 'spend' then 'available' else 'reserved' end) loop
            lines := lines || row (0, 0, 'available', part.lot_id, part.institution_id, null, abs(part.points))::points.line;
            lines := lines || row (0, 0, 'redeemed', null, part.institution_id, other.institution_id, -abs(part.points))::points.line;
            update points.lot l set available = l.available + abs(part.points) where l.lot_id = part.lot_id;
          end loop;
        else
          raise exception using errcode = 'LK005', message = 'a posting of kind ' || other.kind || ' cannot be reversed';
      end case;
  end case;

  -- the posting must be there before its lot and lines
  if post.kind = 'earn' then
    lines := lines || row (0, 0, 'available', made.posting_id, post.institution, null, post.amount)::points.line;
  end if;
  made := points.settle_and_write(made, account, lines);
  return made;
end $$;

-- What is owed is paid first out of what has become available; then posting, lot and lines are written and the account's row follows.
create function points.settle_and_write(made points.posting, account points.holder, lines points.line[]) returns points.posting
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  part record;
  new_lot bigint := case made.kind when 'earn' then made.posting_id end;
  paid bigint := 0;
begin
  if new_lot is null then
    if account.owed > 0 and made.kind in ('release', 'reverse') then
      for part in select * from points.take(account.holder_id, account.owed, made.business_date) loop
        lines := lines || row (0, 0, 'available', part.lot_id, part.institution_id, null, -part.points)::points.line;
        lines := lines || row (0, 0, 'owed', null, part.institution_id, null, part.points)::points.line;
      end loop;
    end if;
  elsif account.owed > 0 then
    paid := least(account.owed, made.points);
    lines := lines || row (0, 0, 'available', new_lot, made.institution_id, null, -paid)::points.line;
    lines := lines || row (0, 0, 'owed', null, made.institution_id, null, paid)::points.line;
  end if;

  select array_agg(row (made.posting_id, n, l.bucket, l.lot_id, l.institution_id, l.at_institution_id, l.points)::points.line order by n)
  into lines from unnest(lines) with ordinality l (posting_id, line_no, bucket, lot_id, institution_id, at_institution_id, points, n);
  made.hash := points.posting_hash(made, (select string_agg(points.line_text(l), ',' order by l.line_no) from unnest(lines) l));
  insert into points.posting select made.*;
  if new_lot is not null then
    insert into points.lot (lot_id, holder_id, points, expires_on, institution_id, available)
    values (new_lot, made.holder_id, made.points, made.expires_on, made.institution_id, made.points - paid);
  end if;
  insert into points.line select * from unnest(lines);
  update points.holder h set sequence = made.sequence, head = made.hash,
    available = h.available + s.available, reserved = h.reserved + s.reserved, owed = h.owed - s.owed
  from (
    select coalesce(sum(l.points) filter (where l.bucket = 'available'), 0) as available,
      coalesce(sum(l.points) filter (where l.bucket = 'reserved'), 0) as reserved, coalesce(sum(l.points) filter (where l.bucket = 'owed'), 0) as owed
    from unnest(lines) l
  ) s where h.holder_id = made.holder_id;
  return made;
end $$;

-- The only way in for the application: a person posts for a customer they see, in their own name.
create function points.act(
  programme int, customer bigint, kind text, key text, amount bigint, day date, institution int, about text,
  expires_on date default null, refers_to bigint default null
) returns points.posting language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from customer.customer c
    where c.customer_id = act.customer and c.business_date = (select p.business_date from extract.publication p where p.is_current)
      and c.institution_id = any(platform.visible_institutions())
      and (platform.own_portfolio_of() is null or c.manager_id = platform.own_portfolio_of())
  ) then
    raise exception using errcode = 'LK006', message = 'no such customer';
  end if;
  if not act.institution = any(platform.visible_institutions()) then
    raise exception using errcode = 'LK006', message = 'no such institution';
  end if;
  return points.post(act.programme, act.customer, act.kind, act.key, act.amount, act.day, act.institution, act.about,
    platform.current_user_id(), act.expires_on, act.refers_to);
end $$;

revoke execute on all functions in schema points from public;
grant execute on function points.act, points.line_text, points.posting_hash to liuke_app;
