-- A posting in fewer steps: an account that is there is only locked, what is owed is settled and everything is written by one statement. The rows are those of before, to
-- the byte. Whoever posts has locked an account before a number is drawn, and an anchor waits for them.
create or replace function points.post(
  programme int, customer bigint, kind text, key text, amount bigint, day date, institution int, about text, made_by int,
  expires_on date default null, refers_to bigint default null
) returns points.posting language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  account points.holder;
  earlier points.posting;
  other points.posting;
  made points.posting;
  lines points.line[] := '{}';
  new_lot bigint;
  paid bigint := 0;
  written points.line[] := '{}';
  one points.line;
  texts text;
  number int := 0;
  part record;
  short bigint;
begin
  -- before a number is drawn: an anchor waits for whoever has locked an account
  select * into account from points.holder h where h.customer_id = post.customer and h.programme_id = post.programme for no key update;
  if not found then
    insert into points.holder (programme_id, customer_id) values (post.programme, post.customer) on conflict do nothing;
    select * into account from points.holder h where h.customer_id = post.customer and h.programme_id = post.programme for no key update;
  end if;

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

  made := row (nextval('points.posting_number'), account.holder_id, account.sequence + 1, post.kind, post.key, post.amount, post.day, post.expires_on, post.institution,
    post.refers_to, post.about, post.made_by, clock_timestamp(), account.head, null);

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

  -- what is owed is paid first out of what has become available
  if post.kind = 'earn' then
    new_lot := made.posting_id;
    lines := lines || row (0, 0, 'available', made.posting_id, post.institution, null, post.amount)::points.line;
  end if;
  if account.owed > 0 then
    if made.kind in ('release', 'reverse') then
      for part in select * from points.take(account.holder_id, account.owed, made.business_date) loop
        lines := lines || row (0, 0, 'available', part.lot_id, part.institution_id, null, -part.points)::points.line;
        lines := lines || row (0, 0, 'owed', null, part.institution_id, null, part.points)::points.line;
      end loop;
    elsif new_lot is not null then
      paid := least(account.owed, made.points);
      lines := lines || row (0, 0, 'available', new_lot, made.institution_id, null, -paid)::points.line;
      lines := lines || row (0, 0, 'owed', null, made.institution_id, null, paid)::points.line;
    end if;
  end if;
  foreach one in array lines loop
    number := number + 1;
    one.posting_id := made.posting_id;
    one.line_no := number;
    written := written || one;
    texts := concat_ws(',', texts, points.line_text(one));
    case one.bucket
      when 'available' then account.available := account.available + one.points;
      when 'reserved' then account.reserved := account.reserved + one.points;
      when 'owed' then account.owed := account.owed - one.points;
      else null;
    end case;
  end loop;
  made.hash := points.posting_hash(made, texts);
  with posting as (insert into points.posting select made.*),
  lot as (
    insert into points.lot (lot_id, holder_id, points, expires_on, institution_id, available)
    select new_lot, made.holder_id, made.points, made.expires_on, made.institution_id, made.points - paid where new_lot is not null
  ),
  lines as (insert into points.line select * from unnest(written))
  update points.holder h set sequence = made.sequence, head = made.hash, available = account.available, reserved = account.reserved, owed = account.owed
  where h.holder_id = made.holder_id;
  return made;
end $$;
drop function points.settle_and_write;

-- Writes down what was posted since the last anchor; null when nothing was. Nobody posts while it reads.
create or replace function points.anchor_postings() returns points.anchor language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  previous points.anchor;
  made points.anchor;
begin
  lock table points.holder in exclusive mode;
  select * into previous from points.anchor order by number desc limit 1;
  made.from_posting := coalesce(previous.to_posting, 0);
  select count(*), max(p.posting_id), sha256(coalesce(string_agg(p.hash, ''::bytea order by p.posting_id), ''))
  into made.postings, made.to_posting, made.digest from points.posting p where p.posting_id > made.from_posting;
  if made.postings = 0 then
    return null;
  end if;
  made.number := coalesce(previous.number, 0) + 1;
  made.at := clock_timestamp();
  made.previous_hash := coalesce(previous.hash, sha256('liuke points anchors'));
  made.hash := points.anchor_hash(made);
  insert into points.anchor select made.*;
  return made;
end $$;

revoke execute on function points.post, points.anchor_postings from public;
