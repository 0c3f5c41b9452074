-- What the ledger refers to is proved a statement at a time instead of a row at a time: half of an accrual was spent on references. It proves more than before: lines sum
-- to zero and their lots are there. As accounts, postings and lots are never removed or renamed, nobody's triggers and rights aside, there is nothing to hold against it later.
create function points.prove_posting() returns trigger language plpgsql as $$
begin
  if exists (
    select from added a where (select h.holder_id from points.holder h where h.holder_id = a.holder_id) is null
      or (a.refers_to is not null and (select p.posting_id from points.posting p where p.posting_id = a.refers_to) is null)
  ) then
    raise exception using errcode = 'foreign_key_violation', message = 'a posting needs its account and the posting it refers to';
  end if;
  return null;
end $$;
create trigger proved after insert on points.posting referencing new table as added for each statement execute function points.prove_posting();

create function points.prove_lot() returns trigger language plpgsql as $$
begin
  if exists (select from added a where (select p.posting_id from points.posting p where p.posting_id = a.lot_id) is null) then
    raise exception using errcode = 'foreign_key_violation', message = 'a lot needs the posting that made it';
  end if;
  return null;
end $$;
create trigger proved after insert on points.lot referencing new table as added for each statement execute function points.prove_lot();

create function points.prove_lines() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select a.posting_id, sum(a.points) as points from added a group by a.posting_id) a
    where a.points <> 0 or (select p.posting_id from points.posting p where p.posting_id = a.posting_id) is null
  ) or exists (select from added a where a.lot_id is not null and (select l.lot_id from points.lot l where l.lot_id = a.lot_id) is null) then
    raise exception using errcode = 'foreign_key_violation', message = 'lines sum to zero and need their posting and lot';
  end if;
  return null;
end $$;
create trigger proved after insert on points.line referencing new table as added for each statement execute function points.prove_lines();
revoke execute on function points.prove_posting, points.prove_lot, points.prove_lines from public;

create trigger never_removed before delete or truncate on points.holder for each statement execute function points.refuse_change();
create trigger never_renamed before update of holder_id, programme_id, customer_id on points.holder for each statement execute function points.refuse_change();
create trigger never_removed before delete or truncate on points.lot for each statement execute function points.refuse_change();
create trigger never_renamed before update of lot_id, holder_id, points, expires_on, institution_id on points.lot for each statement execute function points.refuse_change();

alter table points.line drop constraint line_posting_id_fkey;
alter table points.lot drop constraint lot_lot_id_fkey;
alter table points.posting drop constraint posting_holder_id_fkey, drop constraint posting_refers_to_fkey;
