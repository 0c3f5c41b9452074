-- The ledger of points (M70): double-entry, append-only, idempotent. Whole points in bigint. A posting is a set of lines that sum to zero;
-- a customer's points lie in lots that expire first-in first-out. Balances on `holder` and `lot` are sums of lines, kept for speed and proved
-- by `liuke ledger verify`. Everything is written by the functions below: nobody but the owner may write a table.
create schema points;
grant usage on schema points to liuke_app;

create table points.programme (
  programme_id int generated always as identity primary key,
  code text not null unique check (code ~ '^[a-z0-9_]{1,40}$'),
  name text not null check (char_length(name) between 1 and 60),
  -- who answers for it: its points are owed by the outlets that issue them
  institution_id int not null,
  created_at timestamptz not null default now()
);
grant select on points.programme to liuke_app;

-- A customer's account in a programme. The row is the account's lock and the head of its hash chain.
create table points.holder (
  holder_id bigint generated always as identity primary key,
  programme_id int not null references points.programme,
  customer_id bigint not null,
  available bigint not null default 0 check (available >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  -- taken back after they were spent: the next points pay it first
  owed bigint not null default 0 check (owed >= 0),
  sequence bigint not null default 0,
  head bytea not null default sha256('liuke points'),
  unique (customer_id, programme_id)
) with (fillfactor = 70);

create table points.posting (
  posting_id bigint primary key,
  holder_id bigint not null references points.holder,
  sequence bigint not null,
  kind text not null check (kind in ('earn', 'spend', 'reserve', 'capture', 'release', 'expire', 'reverse')),
  -- names the act: the same key again is the same act
  key text not null unique check (char_length(key) between 1 and 120),
  points bigint not null check (points > 0),
  business_date date not null,
  -- earn: last day the points may be spent, null = never; the outlet that issues them, or where they are spent
  expires_on date,
  institution_id int not null,
  refers_to bigint references points.posting,
  -- rule, gift or ground in code
  about text not null check (char_length(about) between 1 and 120),
  made_by int,
  made_at timestamptz not null default clock_timestamp(),
  previous_hash bytea not null,
  hash bytea not null,
  unique (holder_id, sequence),
  check ((kind in ('capture', 'release', 'reverse')) = (refers_to is not null))
);
create unique index posting_refers_once on points.posting (refers_to) where refers_to is not null;

create table points.lot (
  lot_id bigint primary key references points.posting,
  holder_id bigint not null,
  points bigint not null check (points > 0),
  expires_on date,
  -- the outlet that issued them and pays for them
  institution_id int not null,
  available bigint not null check (available >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  check (available + reserved <= points)
) with (fillfactor = 80);
create index lot_first_out on points.lot (holder_id, expires_on, lot_id) where available > 0;
create index lot_expiring on points.lot (expires_on) where available > 0;

-- Buckets of customers: available, reserved (both by lot), owed (negative: the customer owes). Buckets of outlets: issued (negative: what the
-- outlet has given out), redeemed (spent: institution_id issued them, at_institution_id took them), expired.
create table points.line (
  posting_id bigint not null references points.posting,
  line_no int not null,
  bucket text not null check (bucket in ('available', 'reserved', 'owed', 'issued', 'redeemed', 'expired')),
  lot_id bigint,
  institution_id int not null,
  at_institution_id int,
  points bigint not null check (points <> 0),
  primary key (posting_id, line_no),
  check ((bucket in ('available', 'reserved')) = (lot_id is not null)),
  check ((bucket = 'redeemed') = (at_institution_id is not null))
);
create index line_lot on points.line (lot_id) where lot_id is not null;

create sequence points.posting_number owned by points.posting.posting_id;

-- From time to time what was posted is written down, chained, and put on the audit trail: what is cut off the end is missing from it.
create table points.anchor (
  number bigint primary key,
  at timestamptz not null,
  from_posting bigint not null,
  to_posting bigint not null,
  postings bigint not null,
  digest bytea not null,
  previous_hash bytea not null,
  hash bytea not null
);

create function points.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is never changed: a mistake is mended by a new posting';
end $$;
create trigger never_changed before update or delete or truncate on points.posting for each statement execute function points.refuse_change();
create trigger never_changed before update or delete or truncate on points.line for each statement execute function points.refuse_change();
create trigger never_changed before update or delete or truncate on points.anchor for each statement execute function points.refuse_change();

-- An account is visible with its customer: the sub-select stands under the customer's own row-level security.
alter table points.holder enable row level security;
create policy visible on points.holder for select to liuke_app
  using (exists (select from customer.customer c where c.customer_id = holder.customer_id));
alter table points.posting enable row level security;
create policy visible on points.posting for select to liuke_app
  using (exists (select from points.holder h where h.holder_id = posting.holder_id));
alter table points.lot enable row level security;
create policy visible on points.lot for select to liuke_app
  using (exists (select from points.holder h where h.holder_id = lot.holder_id));
alter table points.line enable row level security;
create policy visible on points.line for select to liuke_app
  using (exists (select from points.posting p where p.posting_id = line.posting_id));
grant select on points.holder, points.posting, points.lot, points.line to liuke_app;

create function points.line_text(l points.line) returns text language sql immutable parallel safe
  return concat_ws(':', (l).line_no, (l).bucket, coalesce((l).lot_id::text, '-'), (l).institution_id, coalesce((l).at_institution_id::text, '-'), (l).points);

-- The hash of a posting: all its columns and lines; every text is led by its length, which leaves no doubt where a value ends.
create function points.posting_hash(p points.posting, lines text) returns bytea language sql immutable parallel safe
  return sha256(convert_to(concat_ws('|',
    (p).posting_id, (p).holder_id, (p).sequence, (p).kind, octet_length((p).key), (p).key, (p).points, (p).business_date - date '2000-01-01',
    coalesce(((p).expires_on - date '2000-01-01')::text, '-'), (p).institution_id, coalesce((p).refers_to::text, '-'),
    octet_length((p).about), (p).about, coalesce((p).made_by::text, '-'), (extract(epoch from (p).made_at) * 1000000)::bigint,
    octet_length(lines), lines, encode((p).previous_hash, 'hex')), 'UTF8'));
