-- The accrual of many customers with half the work: accounts that are new are written once, with their first posting on them; numbers, lines and hashes of everybody are
-- worked out in one pass; a second run looks for what was posted and stops. Runs of one programme wait for each other. The rows are those of `points.post`, to the byte.
-- `pg_temp.accrual` is used up.
create or replace function points.accrue(programme int, day date, about text, made_by int) returns table (made bigint, passed_over bigint)
language plpgsql set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  first_head constant bytea := sha256('liuke points');
  day_number int := accrue.day - date '2000-01-01';
  about_text text := octet_length(accrue.about) || '|' || accrue.about;
  maker text := coalesce(accrue.made_by::text, '-');
  opened bigint;
  missed bigint;
  single record;
begin
  -- before a number is drawn: an anchor waits for whoever has one
  lock table points.holder in row exclusive mode;
  perform pg_advisory_xact_lock(hashtext('points.accrue'), accrue.programme);
  delete from pg_temp.accrual a using points.posting p where p.key = a.key;
  get diagnostics passed_over = row_count;
  select count(*) into made from pg_temp.accrual;
  if made = 0 then
    return next;
    return;
  end if;
  analyze accrual;

  create temp table accrual_made on commit drop as
  with account as materialized (
    select h.holder_id, h.customer_id, h.sequence, h.head, h.owed from points.holder h join pg_temp.accrual a on a.customer_id = h.customer_id
    where h.programme_id = accrue.programme order by h.customer_id for no key update of h
  ), numbered as materialized (
    select nextval('points.posting_number') as posting_id, coalesce(h.holder_id, nextval('points.holder_holder_id_seq')) as holder_id,
      coalesce(h.sequence, 0) + 1 as sequence, a.key, a.points, a.expires_on, a.institution_id, clock_timestamp() as made_at,
      coalesce(h.head, first_head) as previous_hash, coalesce(h.owed, 0) as owed, h.holder_id is null as is_new, a.customer_id
    from pg_temp.accrual a left join account h using (customer_id)
  )
  select n.*, sha256(convert_to(n.posting_id || '|' || n.holder_id || '|' || n.sequence || '|earn|' || octet_length(n.key) || '|' || n.key || '|' || n.points || '|' || day_number || '|'
    || coalesce((n.expires_on - date '2000-01-01')::text, '-') || '|' || n.institution_id || '|-|' || about_text || '|' || maker || '|'
    || (extract(epoch from n.made_at) * 1000000)::bigint || '|' || octet_length(n.lines) || '|' || n.lines || '|' || encode(n.previous_hash, 'hex'), 'UTF8')) as hash
  from (
    select m.*, '1:issued:-:' || institution_id || ':-:' || -points || ',2:available:' || posting_id || ':' || institution_id || ':-:' || points as lines from numbered m
  ) n;
  analyze accrual_made;

  insert into points.holder (holder_id, programme_id, customer_id, available, sequence, head) overriding system value
  select holder_id, accrue.programme, customer_id, points, sequence, hash from accrual_made where is_new
  on conflict (customer_id, programme_id) do nothing;
  get diagnostics opened = row_count;
  select count(*) - opened into missed from accrual_made where is_new;

  -- whoever owes pays first, and an account that somebody else has just opened is theirs: these go the single way
  if missed > 0 or exists (select from accrual_made where owed > 0) then
    for single in
      delete from accrual_made m where owed > 0 or (is_new and not exists (select from points.holder h where h.holder_id = m.holder_id))
      returning customer_id, key, points, institution_id, expires_on
    loop
      perform points.post(accrue.programme, single.customer_id, 'earn', single.key, single.points, accrue.day, single.institution_id, accrue.about,
        accrue.made_by, single.expires_on);
    end loop;
  end if;

  insert into points.posting (posting_id, holder_id, sequence, kind, key, points, business_date, expires_on, institution_id, refers_to, about, made_by,
    made_at, previous_hash, hash)
  select posting_id, holder_id, sequence, 'earn', key, points, accrue.day, expires_on, institution_id, null, accrue.about, accrue.made_by, made_at, previous_hash, hash
  from accrual_made;
  insert into points.lot (lot_id, holder_id, points, expires_on, institution_id, available)
  select posting_id, holder_id, points, expires_on, institution_id, points from accrual_made;
  insert into points.line (posting_id, line_no, bucket, lot_id, institution_id, at_institution_id, points)
  select m.posting_id, l.line_no, l.bucket, case l.line_no when 2 then m.posting_id end, m.institution_id, null::int, m.points * l.sign
  from accrual_made m cross join (values (1, 'issued', -1), (2, 'available', 1)) l (line_no, bucket, sign);
  update points.holder h set sequence = m.sequence, head = m.hash, available = h.available + m.points
  from accrual_made m where not m.is_new and h.holder_id = m.holder_id;
  drop table accrual_made;
  return next;
end $$;
revoke execute on function points.accrue from public;
