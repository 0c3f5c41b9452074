-- Postings of many customers at once, set-based. The caller fills `pg_temp.accrual` (customer_id, institution_id, key, points, expires_on) with
-- at most one row a customer; whoever owes goes the single way. Rows whose key was posted before are passed over: a second run changes nothing.
create function points.accrue(programme int, day date, about text, made_by int) returns table (made bigint, passed_over bigint)
language plpgsql set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  all_rows bigint;
  single record;
begin
  lock table points.posting in row exclusive mode;
  select count(*), count(*) filter (where p.key is not null) into all_rows, passed_over
  from pg_temp.accrual a left join points.posting p on p.key = a.key;

  insert into points.holder (programme_id, customer_id) select accrue.programme, a.customer_id from pg_temp.accrual a order by a.customer_id
  on conflict do nothing;
  create temp table accrual_posting on commit drop as
  with account as materialized (
    select h.* from points.holder h join pg_temp.accrual a on a.customer_id = h.customer_id
    where h.programme_id = accrue.programme order by h.customer_id for no key update of h
  )
  select nextval('points.posting_number') as posting_id, account.holder_id, account.sequence + 1 as sequence, 'earn'::text as kind, a.key, a.points,
    accrue.day as business_date, a.expires_on, a.institution_id, null::bigint as refers_to, accrue.about as about, accrue.made_by as made_by,
    clock_timestamp() as made_at, account.head as previous_hash, ''::bytea as hash, account.owed, account.customer_id
  from account join pg_temp.accrual a using (customer_id)
  where not exists (select from points.posting p where p.key = a.key);

  for single in select * from accrual_posting where owed > 0 order by customer_id loop
    perform points.post(accrue.programme, single.customer_id, 'earn', single.key, single.points, accrue.day, single.institution_id, accrue.about,
      accrue.made_by, single.expires_on);
  end loop;

  with made as (
    insert into points.posting (posting_id, holder_id, sequence, kind, key, points, business_date, expires_on, institution_id, refers_to, about, made_by,
      made_at, previous_hash, hash)
    select posting_id, holder_id, sequence, kind, key, points, business_date, expires_on, institution_id, refers_to, about, made_by, made_at, previous_hash,
      points.posting_hash(row (posting_id, holder_id, sequence, kind, key, points, business_date, expires_on, institution_id, refers_to, about, made_by,
        made_at, previous_hash, hash)::points.posting,
        concat('1:issued:-:', institution_id, ':-:', -points, ',2:available:', posting_id, ':', institution_id, ':-:', points))
    from accrual_posting where owed = 0
    returning posting_id, holder_id, sequence, points, expires_on, institution_id, hash
  ), lots as (
    insert into points.lot (lot_id, holder_id, points, expires_on, institution_id, available)
    select posting_id, holder_id, points, expires_on, institution_id, points from made
  ), accounts as (
    update points.holder h set sequence = made.sequence, head = made.hash, available = h.available + made.points
    from made where h.holder_id = made.holder_id
  )
  insert into points.line (posting_id, line_no, bucket, lot_id, institution_id, at_institution_id, points)
  select posting_id, 1, 'issued', null::bigint, institution_id, null::int, -points from made
  union all
  select posting_id, 2, 'available', posting_id, institution_id, null, points from made;
  drop table accrual_posting;
  made := all_rows - passed_over;
  return next;
end $$;

-- Accounts with lots whose last day is before `day`, in batches: expires them one account after the other.
create function points.expire_due(day date, made_by int, at_most int) returns bigint language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  due record;
  done bigint := 0;
begin
  for due in
    select h.programme_id, h.customer_id, h.holder_id, min(l.institution_id) as institution_id from points.lot l join points.holder h using (holder_id)
    where l.available > 0 and l.expires_on < expire_due.day group by h.holder_id order by h.customer_id limit expire_due.at_most
  loop
    perform points.post(due.programme_id, due.customer_id, 'expire', 'expire:' || due.holder_id || ':' || expire_due.day, null, expire_due.day,
      due.institution_id, 'expiry', expire_due.made_by);
    done := done + 1;
  end loop;
  return done;
end $$;

-- Writes down what was posted since the last anchor; null when nothing was. Nobody posts while it reads.
create function points.anchor_postings() returns points.anchor language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  previous points.anchor;
  made points.anchor;
begin
  lock table points.posting in share mode;
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

create function points.anchor_hash(a points.anchor) returns bytea language sql immutable parallel safe
  return sha256(convert_to(concat_ws('|', (a).number, (extract(epoch from (a).at) * 1000000)::bigint, (a).from_posting, (a).to_posting, (a).postings,
    encode((a).digest, 'hex'), encode((a).previous_hash, 'hex')), 'UTF8'));

revoke execute on all functions in schema points from public;
