-- Settlement between outlets (M73): what one outlet issued and another took, a month, from the ledger's lines alone. A statement is made once its month
-- is over, chained by hash; each side confirms or disputes; it is frozen when both confirmed. Nothing here is ever changed.
create table points.statement (
  statement_id bigint primary key,
  -- first day of the month
  month date not null check (extract(day from month) = 1),
  -- the two sides, the smaller number first, with their names of then
  one_id int not null references organisation.institution,
  other_id int not null references organisation.institution,
  one_name text not null,
  other_name text not null,
  -- worth of a hundred points in fen, by the policy of the month's last day
  fen_per_hundred bigint not null check (fen_per_hundred >= 0),
  made_at timestamptz not null,
  previous_hash bytea not null,
  hash bytea not null,
  unique (month, one_id, other_id),
  check (one_id < other_id)
);
create index on points.statement (one_id, month);
create index on points.statement (other_id, month);

create table points.statement_part (
  statement_id bigint not null references points.statement,
  programme_id int not null references points.programme,
  issuer_id int not null,
  taker_id int not null,
  points bigint not null,
  primary key (statement_id, programme_id, issuer_id)
);

create table points.statement_answer (
  answer_id bigint generated always as identity primary key,
  statement_id bigint not null references points.statement,
  number int not null,
  institution_id int not null references organisation.institution,
  answer text not null check (answer in ('confirmed', 'disputed')),
  note text check (char_length(note) between 2 and 500),
  answered_by int not null,
  answered_name text not null,
  at timestamptz not null,
  hash bytea not null,
  unique (statement_id, number),
  check (answer = 'confirmed' or note is not null)
);

-- redeemed elsewhere than issued: few lines of many
create index line_elsewhere on points.line (posting_id) where bucket = 'redeemed' and institution_id <> at_institution_id;

-- What the ledger says of a month: issuer, taker, programme, points.
create function points.redeemed_elsewhere(from_day date, to_day date)
returns table (month date, programme_id int, issuer_id int, taker_id int, points bigint) language sql stable set search_path = pg_catalog, pg_temp as $$
  select date_trunc('month', p.business_date)::date, h.programme_id, l.institution_id, l.at_institution_id, sum(l.points)::bigint
  from points.line l join points.posting p using (posting_id) join points.holder h using (holder_id)
  where l.bucket = 'redeemed' and l.institution_id <> l.at_institution_id and p.business_date between redeemed_elsewhere.from_day and redeemed_elsewhere.to_day
  group by 1, 2, 3, 4 having sum(l.points) <> 0
$$;

create function points.statement_hash(s points.statement, parts text) returns bytea language sql immutable parallel safe
  return sha256(convert_to(concat_ws('|', (s).statement_id, (s).month - date '2000-01-01', (s).one_id, (s).other_id, octet_length((s).one_name), (s).one_name,
    octet_length((s).other_name), (s).other_name, (s).fen_per_hundred, (extract(epoch from (s).made_at) * 1000000)::bigint, octet_length(parts), parts,
    encode((s).previous_hash, 'hex')), 'UTF8'));
create function points.parts_text(statement bigint) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(string_agg(concat_ws(':', p.programme_id, p.issuer_id, p.taker_id, p.points), ',' order by p.programme_id, p.issuer_id), '')
  from points.statement_part p where p.statement_id = parts_text.statement
$$;
create function points.answer_hash(a points.statement_answer, previous bytea) returns bytea language sql immutable parallel safe
  return sha256(convert_to(concat_ws('|', (a).statement_id, (a).number, (a).institution_id, (a).answer, octet_length(coalesce((a).note, '')), coalesce((a).note, ''),
    (a).answered_by, octet_length((a).answered_name), (a).answered_name, (extract(epoch from (a).at) * 1000000)::bigint, encode(previous, 'hex')), 'UTF8'));

-- Makes the statements of a month that are not there yet; returns how many. A second run changes nothing.
create function points.settle_month(month date, fen_per_hundred bigint, at timestamptz) returns int language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  pair record;
  made points.statement;
  n int := 0;
begin
  lock table points.statement in share row exclusive mode;
  for pair in
    select least(e.issuer_id, e.taker_id) as one_id, greatest(e.issuer_id, e.taker_id) as other_id
    from points.redeemed_elsewhere(settle_month.month, (settle_month.month + interval '1 month')::date - 1) e
    where not exists (select from points.statement s where s.month = settle_month.month and s.one_id = least(e.issuer_id, e.taker_id)
      and s.other_id = greatest(e.issuer_id, e.taker_id))
    group by 1, 2 order by 1, 2
  loop
    select coalesce(max(s.statement_id), 0) + 1 into made.statement_id from points.statement s;
    made.month := settle_month.month;
    made.one_id := pair.one_id;
    made.other_id := pair.other_id;
    select i.name into made.one_name from organisation.institution i where i.id = pair.one_id;
    select i.name into made.other_name from organisation.institution i where i.id = pair.other_id;
    made.fen_per_hundred := settle_month.fen_per_hundred;
    made.made_at := settle_month.at;
    made.previous_hash := coalesce((select s.hash from points.statement s order by s.statement_id desc limit 1), sha256('liuke points statements'));
    made.hash := points.statement_hash(made, (
      select string_agg(concat_ws(':', e.programme_id, e.issuer_id, e.taker_id, e.points), ',' order by e.programme_id, e.issuer_id)
      from points.redeemed_elsewhere(settle_month.month, (settle_month.month + interval '1 month')::date - 1) e
      where least(e.issuer_id, e.taker_id) = pair.one_id and greatest(e.issuer_id, e.taker_id) = pair.other_id));
    insert into points.statement select made.*;
    insert into points.statement_part
    select made.statement_id, e.programme_id, e.issuer_id, e.taker_id, e.points
    from points.redeemed_elsewhere(settle_month.month, (settle_month.month + interval '1 month')::date - 1) e
    where least(e.issuer_id, e.taker_id) = pair.one_id and greatest(e.issuer_id, e.taker_id) = pair.other_id;
    n := n + 1;
  end loop;
  return n;
end $$;

-- The answer of one side, numbered and hashed; LK030 the statement is frozen.
create function points.check_answer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  it points.statement;
  last points.statement_answer;
begin
  select * into it from points.statement s where s.statement_id = new.statement_id for update;
  if new.institution_id not in (it.one_id, it.other_id) then
    raise exception 'points: only the two sides answer' using errcode = 'check_violation';
  end if;
  if points.is_agreed(new.statement_id) then
    raise exception 'points: the statement is agreed by both' using errcode = 'LK030';
  end if;
  select * into last from points.statement_answer a where a.statement_id = new.statement_id order by a.number desc limit 1;
  new.number := coalesce(last.number, 0) + 1;
  new.hash := points.answer_hash(new, coalesce(last.hash, it.hash));
  return new;
end $$;
-- Whether the last word of both sides is yes.
create function points.is_agreed(statement bigint) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) = 2 and bool_and(a.answer = 'confirmed') from (
    select distinct on (a.institution_id) a.answer from points.statement_answer a where a.statement_id = is_agreed.statement
    order by a.institution_id, a.number desc) a
$$;
create trigger checked before insert on points.statement_answer for each row execute function points.check_answer();

-- The postings behind a statement, without whose they are: for the two sides alone.
create function points.behind_statement(statement bigint)
returns table (posting_id bigint, business_date date, kind text, about text, programme_id int, issuer_id int, taker_id int, points bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.posting_id, p.business_date, p.kind, p.about, h.programme_id, l.institution_id, l.at_institution_id, sum(l.points)::bigint
  from points.statement s
  join points.line l on l.bucket = 'redeemed' and l.institution_id <> l.at_institution_id
    and least(l.institution_id, l.at_institution_id) = s.one_id and greatest(l.institution_id, l.at_institution_id) = s.other_id
  join points.posting p on p.posting_id = l.posting_id and p.business_date between s.month and (s.month + interval '1 month')::date - 1
  join points.holder h using (holder_id)
  where s.statement_id = behind_statement.statement and (s.one_id = any (platform.visible_institutions()) or s.other_id = any (platform.visible_institutions()))
  group by p.posting_id, p.business_date, p.kind, p.about, h.programme_id, l.institution_id, l.at_institution_id order by p.business_date, p.posting_id limit 500
$$;

-- Points outstanding by programme, outlet and month of the last day (null = for good): outlets in sight, sums only.
drop function points.liability;
create function points.outstanding(day date) returns table (programme_id int, institution_id int, month date, customers bigint, points bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select h.programme_id, l.institution_id, date_trunc('month', l.expires_on)::date, count(distinct l.holder_id), sum(l.available + l.reserved)::bigint
  from points.lot l join points.holder h using (holder_id)
  where l.available + l.reserved > 0 and (l.expires_on is null or l.expires_on >= outstanding.day) and l.institution_id = any (platform.visible_institutions())
  group by 1, 2, 3
$$;

-- What became of lots whose last day lies between two days, bank-wide, by programme and months left: `moved` is the sum of what was put in and taken out
-- (expiry left out) with so many months left, `lapsed` what was never used of lots that were given with so many months left.
create function points.lot_history(since date, day date) returns table (programme_id int, months_left int, moved bigint, lapsed bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with line as (
    select l.lot_id, h.programme_id, sum(l.points)::bigint as points,
      ((extract(year from lot.expires_on) - extract(year from p.business_date)) * 12 + extract(month from lot.expires_on) - extract(month from p.business_date))::int as months_left
    from points.lot lot join points.holder h using (holder_id) join points.line l on l.lot_id = lot.lot_id join points.posting p on p.posting_id = l.posting_id
    where lot.expires_on >= lot_history.since and lot.expires_on < lot_history.day and p.kind <> 'expire'
    group by 1, 2, 4
  ), whole as (select lot_id, programme_id, max(months_left) as months_left, sum(points)::bigint as lapsed from line group by 1, 2)
  select x.programme_id, x.months_left, sum(x.moved)::bigint, sum(x.lapsed)::bigint from (
    select programme_id, months_left, points as moved, 0 as lapsed from line
    union all select programme_id, months_left, 0, lapsed from whole) x
  group by 1, 2
$$;

do $$
declare
  name text;
begin
  foreach name in array array['statement', 'statement_part', 'statement_answer'] loop
    execute format('create trigger never_changed before update or delete or truncate on points.%I for each statement execute function points.refuse_change()', name);
    execute format('alter table points.%I enable row level security', name);
    execute format('grant select on points.%I to liuke_app', name);
  end loop;
end $$;
grant insert (statement_id, number, institution_id, answer, note, answered_by, answered_name, at, hash) on points.statement_answer to liuke_app;
create policy both_sides on points.statement for select to liuke_app using (
  one_id = any ((select platform.visible_institutions())::int[]) or other_id = any ((select platform.visible_institutions())::int[]));
create policy both_sides on points.statement_part for select to liuke_app
  using (exists (select from points.statement s where s.statement_id = statement_part.statement_id));
create policy both_sides on points.statement_answer for select to liuke_app
  using (exists (select from points.statement s where s.statement_id = statement_answer.statement_id));
create policy own_side on points.statement_answer for insert to liuke_app with check (
  answered_by = (select platform.current_user_id()) and (select platform.current_role_code()) = 'outlet_president'
  and institution_id = any ((select platform.visible_institutions())::int[]));

revoke execute on function points.redeemed_elsewhere, points.statement_hash, points.parts_text, points.answer_hash, points.settle_month, points.check_answer,
  points.is_agreed, points.behind_statement, points.outstanding, points.lot_history from public;
grant execute on function points.is_agreed, points.behind_statement, points.outstanding, points.lot_history to liuke_app;
