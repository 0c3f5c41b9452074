-- The accrual of many customers, lighter: what was posted already is put aside once, and the hash is worked out in place instead of by a call a row. The rows it writes are
-- those of before, to the byte; `points.posting_hash` proves them.
create or replace function points.accrue(programme int, day date, about text, made_by int) returns table (made bigint, passed_over bigint)
language plpgsql set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  all_rows bigint;
  single record;
  day_number int := accrue.day - date '2000-01-01';
  about_text text := octet_length(accrue.about) || '|' || accrue.about;
  maker text := coalesce(accrue.made_by::text, '-');
begin
  lock table points.posting in row exclusive mode;
  select count(*) into all_rows from pg_temp.accrual;
  create temp table accrual_fresh on commit drop as
  select a.* from pg_temp.accrual a where not exists (select from points.posting p where p.key = a.key);
  analyze accrual_fresh;
  insert into points.holder (programme_id, customer_id) select accrue.programme, a.customer_id from accrual_fresh a order by a.customer_id
  on conflict do nothing;
  create temp table accrual_posting on commit drop as
  with account as materialized (
    select h.holder_id, h.customer_id, h.sequence, h.head, h.owed from points.holder h join accrual_fresh a on a.customer_id = h.customer_id
    where h.programme_id = accrue.programme order by h.customer_id for no key update of h
  )
  select nextval('points.posting_number') as posting_id, account.holder_id, account.sequence + 1 as sequence, a.key, a.points, a.expires_on,
    a.institution_id, clock_timestamp() as made_at, account.head as previous_hash, account.owed, account.customer_id
  from account join accrual_fresh a using (customer_id)
  -- two runs at once: what the other posted while this one waited for the account
  where not exists (select from points.posting p where p.key = a.key);
  analyze accrual_posting;
  for single in select * from accrual_posting where owed > 0 order by customer_id loop
    perform points.post(accrue.programme, single.customer_id, 'earn', single.key, single.points, accrue.day, single.institution_id, accrue.about,
      accrue.made_by, single.expires_on);
  end loop;
  create temp table accrual_made on commit drop as
  select r.posting_id, r.holder_id, r.sequence, r.key, r.points, r.expires_on, r.institution_id, r.made_at, r.previous_hash,
    sha256(convert_to(r.posting_id || '|' || r.holder_id || '|' || r.sequence || '|earn|' || octet_length(r.key) || '|' || r.key || '|' || r.points || '|' || day_number || '|'
      || coalesce((r.expires_on - date '2000-01-01')::text, '-') || '|' || r.institution_id || '|-|' || about_text || '|' || maker || '|'
      || (extract(epoch from r.made_at) * 1000000)::bigint || '|' || octet_length(r.lines) || '|' || r.lines || '|' || encode(r.previous_hash, 'hex'), 'UTF8')) as hash
  from (
    select p.*, '1:issued:-:' || institution_id || ':-:' || -points || ',2:available:' || posting_id || ':' || institution_id || ':-:' || points as lines
    from accrual_posting p where owed = 0
  ) r;
  insert into points.posting (posting_id, holder_id, sequence, kind, key, points, business_date, expires_on, institution_id, refers_to, about, made_by,
    made_at, previous_hash, hash)
  select posting_id, holder_id, sequence, 'earn', key, points, accrue.day, expires_on, institution_id, null, accrue.about, accrue.made_by, made_at, previous_hash, hash
  from accrual_made;
  insert into points.lot (lot_id, holder_id, points, expires_on, institution_id, available)
  select posting_id, holder_id, points, expires_on, institution_id, points from accrual_made;
  update points.holder h set sequence = m.sequence, head = m.hash, available = h.available + m.points
  from accrual_made m where h.holder_id = m.holder_id;
  insert into points.line (posting_id, line_no, bucket, lot_id, institution_id, at_institution_id, points)
  select posting_id, 1, 'issued', null::bigint, institution_id, null::int, -points from accrual_made
  union all
  select posting_id, 2, 'available', posting_id, institution_id, null, points from accrual_made;
  select count(*) into made from accrual_posting;
  passed_over := all_rows - made;
  drop table accrual_fresh, accrual_posting, accrual_made;
  return next;
end $$;
revoke execute on function points.accrue from public;
