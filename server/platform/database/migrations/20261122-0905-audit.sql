-- The trail of who saw and did what (M99): append-only, hash-chained, gapless (server/platform/audit/README.md).
create schema audit;
grant usage on schema audit to liuke_app;

create function platform.current_role_code() returns text language sql stable
  return nullif(current_setting('liuke.role', true), '');

-- One row per chain: where its next entry goes on. The row is the chain's lock; the page is left roomy so that every update stays on it.
create table audit.chain (
  chain int primary key,
  sequence bigint not null,
  hash bytea not null,
  -- entries up to here were retired (retention); floor_hash is the hash of the last of them
  floor_sequence bigint not null default 0,
  floor_hash bytea not null,
  check (floor_sequence <= sequence)
) with (fillfactor = 20);

create table audit.entry (
  id bigint not null,
  chain int not null,
  sequence bigint not null,
  at timestamptz not null,
  actor_user_id int,
  actor_login text not null check (char_length(actor_login) <= 64),
  actor_role text not null check (char_length(actor_role) <= 64),
  actor_institution_id int,
  action text not null check (action ~ '^[a-z]+(-[a-z]+)+$' and char_length(action) <= 60),
  subject_kind text check (char_length(subject_kind) <= 60),
  subject_id text check (char_length(subject_id) <= 200),
  institution_id int,
  outcome text not null check (outcome in ('done', 'refused')),
  purpose text check (char_length(purpose) <= 60),
  detail jsonb not null check (octet_length(detail::text) <= 16384),
  previous_hash bytea not null,
  hash bytea not null,
  primary key (chain, sequence)
);
create unique index entry_id on audit.entry (id);
create index entry_at on audit.entry (at desc, id desc);
create index entry_actor on audit.entry (actor_user_id, at desc, id desc);
create index entry_subject on audit.entry (subject_kind, subject_id, at desc, id desc);
create index entry_action on audit.entry (action, at desc, id desc);
create sequence audit.entry_number owned by audit.entry.id;
create sequence audit.chain_number minvalue 64;

-- From time to time the chains' heads are written down, themselves chained: what is cut off a chain's end is missing from its anchor.
-- kind 'floor': the entries up to these heads were exported and retired.
create table audit.anchor (
  number bigint primary key,
  at timestamptz not null,
  kind text not null check (kind in ('head', 'floor')),
  -- entries ever written to all chains
  entries bigint not null,
  previous_hash bytea not null,
  hash bytea not null
);
create table audit.anchor_head (
  anchor bigint not null references audit.anchor,
  chain int not null,
  sequence bigint not null,
  hash bytea not null,
  primary key (anchor, chain)
);
create index anchor_head_chain on audit.anchor_head (chain, anchor);

create function audit.microseconds(moment timestamptz) returns bigint language sql immutable parallel safe
  return (extract(epoch from moment - timestamptz '1970-01-01 00:00:00+00') * 1000000)::bigint;

create function audit.genesis(chain int) returns bytea language sql immutable parallel safe
  return sha256(convert_to('liuke audit chain ' || chain, 'UTF8'));

-- The hash of an entry: of all its columns joined by '|', every text led by its length in bytes, which leaves no doubt where a value ends.
create function audit.entry_hash(e audit.entry) returns bytea language sql stable parallel safe
  return sha256(convert_to(concat_ws('|',
    (e).chain, (e).sequence, (e).id, audit.microseconds((e).at), coalesce((e).actor_user_id::text, '-'), octet_length((e).actor_login), (e).actor_login,
    octet_length((e).actor_role), (e).actor_role, coalesce((e).actor_institution_id::text, '-'), (e).action, coalesce(octet_length((e).subject_kind), -1),
    (e).subject_kind, coalesce(octet_length((e).subject_id), -1), (e).subject_id, coalesce((e).institution_id::text, '-'), (e).outcome,
    coalesce(octet_length((e).purpose), -1), (e).purpose, octet_length((e).detail::text), (e).detail::text, encode((e).previous_hash, 'hex')), 'UTF8'));

create function audit.anchor_hash(a audit.anchor, heads text) returns bytea language sql stable parallel safe
  return sha256(convert_to(concat_ws('|',
    (a).number, audit.microseconds((a).at), (a).kind, (a).entries, octet_length(heads), heads, encode((a).previous_hash, 'hex')), 'UTF8'));

create function audit.heads_of(anchor bigint) returns text language sql stable parallel safe
  return (select coalesce(string_agg(h.chain || ':' || h.sequence || ':' || encode(h.hash, 'hex'), ',' order by h.chain), '')
    from audit.anchor_head h where h.anchor = heads_of.anchor);

insert into audit.chain (chain, sequence, hash, floor_hash)
select n, 0, audit.genesis(n), audit.genesis(n) from generate_series(0, 63) n;

-- Takes a chain for this transaction and returns its head. Never waits: a chain that another transaction holds, or has moved on since this one's
-- snapshot (repeatable read), is passed over. Connections begin at different chains, so the first is nearly always free; when a long
-- transaction finds all of them moved on, it opens a new chain.
create function audit.take_chain() returns audit.chain language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  head audit.chain;
  candidate int := nullif(current_setting('liuke.audit_chain', true), '')::int;
begin
  if candidate is not null then
    select * into head from audit.chain c where c.chain = candidate for update nowait;
    if found then
      return head;
    end if;
  end if;
  for candidate in select c.chain from audit.chain c order by c.chain > 63, (c.chain + pg_backend_pid()) % 64, c.chain loop
    begin
      select * into strict head from audit.chain c where c.chain = candidate for update nowait;
      perform set_config('liuke.audit_chain', candidate::text, true);
      return head;
    exception
      when lock_not_available or serialization_failure or no_data_found then
        continue;
    end;
  end loop;
  candidate := nextval('audit.chain_number');
  insert into audit.chain (chain, sequence, hash, floor_hash) values (candidate, 0, audit.genesis(candidate), audit.genesis(candidate))
  returning * into head;
  perform set_config('liuke.audit_chain', candidate::text, true);
  return head;
end $$;

-- Appends an entry as it is, numbered and chained. The chain stays taken until the transaction ends: a roll-back takes the number back.
create function audit.append(entry audit.entry) returns audit.entry language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  head audit.chain := audit.take_chain();
begin
  entry.id := nextval('audit.entry_number');
  entry.chain := head.chain;
  entry.sequence := head.sequence + 1;
  entry.previous_hash := head.hash;
  entry.hash := audit.entry_hash(entry);
  insert into audit.entry select entry.*;
  update audit.chain c set sequence = entry.sequence, hash = entry.hash where c.chain = head.chain;
  return entry;
end $$;

-- The only way in for the application.
create function audit.record(
  actor_user_id int, actor_login text, actor_role text, actor_institution_id int, action text, subject_kind text, subject_id text,
  institution_id int, outcome text, purpose text, detail jsonb
) returns table (id bigint, chain int, sequence bigint) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entry audit.entry;
begin
  entry.at := clock_timestamp();
  entry.actor_user_id := record.actor_user_id;
  entry.actor_login := record.actor_login;
  entry.actor_role := record.actor_role;
  entry.actor_institution_id := record.actor_institution_id;
  entry.action := record.action;
  entry.subject_kind := record.subject_kind;
  entry.subject_id := record.subject_id;
  entry.institution_id := record.institution_id;
  entry.outcome := record.outcome;
  entry.purpose := record.purpose;
  entry.detail := coalesce(record.detail, '{}');
  entry := audit.append(entry);
  return query select entry.id, entry.chain, entry.sequence;
end $$;

-- Chains an anchor over the given heads. Call in a read committed transaction.
create function audit.append_anchor(kind text, heads audit.anchor_head[]) returns audit.anchor language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  previous audit.anchor;
  made audit.anchor;
begin
  lock table audit.anchor in share row exclusive mode;
  select * into previous from audit.anchor order by number desc limit 1;
  made.number := coalesce(previous.number, 0) + 1;
  made.at := clock_timestamp();
  made.kind := kind;
  made.entries := (select sum(c.sequence) from audit.chain c);
  made.previous_hash := coalesce(previous.hash, sha256('liuke audit anchors'));
  made.hash := audit.anchor_hash(made, (select coalesce(string_agg(h.chain || ':' || h.sequence || ':' || encode(h.hash, 'hex'), ',' order by h.chain), '')
    from unnest(heads) h));
  insert into audit.anchor select made.*;
  insert into audit.anchor_head select made.number, h.chain, h.sequence, h.hash from unnest(heads) h;
  return made;
end $$;

-- Anchors every chain that has grown since its last anchor; null when there is nothing but the record of that anchor itself.
create function audit.anchor_heads() returns audit.anchor language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  heads audit.anchor_head[];
  grown bigint;
begin
  lock table audit.anchor in share row exclusive mode;
  select array_agg(row (0, c.chain, c.sequence, c.hash)::audit.anchor_head order by c.chain), sum(c.sequence - coalesce(last.sequence, 0))
  into heads, grown
  from audit.chain c
  left join lateral (
    select h.sequence from audit.anchor_head h join audit.anchor a on a.number = h.anchor and a.kind = 'head'
    where h.chain = c.chain order by h.anchor desc limit 1
  ) last on true
  where c.sequence > coalesce(last.sequence, 0);
  if coalesce(grown, 0) <= (select count(*) from (select from audit.anchor limit 1) any_anchor) then
    return null;
  end if;
  return audit.append_anchor('head', heads);
end $$;

-- Retires exported entries: up to the given floors, each of which an anchor must cover. Returns how many went; the caller compares.
create function audit.retire(floors audit.anchor_head[]) returns bigint language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  uncovered int;
  gone bigint;
begin
  select min(f.chain) into uncovered from unnest(floors) f
  where not exists (select from audit.entry e where e.chain = f.chain and e.sequence = f.sequence and e.hash = f.hash)
    or not exists (select from audit.anchor_head h join audit.anchor a on a.number = h.anchor and a.kind = 'head'
      where h.chain = f.chain and h.sequence >= f.sequence);
  if uncovered is not null then
    raise exception 'no anchor covers what is to be retired of chain %', uncovered;
  end if;
  perform audit.append_anchor('floor', floors);
  perform set_config('liuke.audit_retiring', 'on', true);
  delete from audit.entry e using unnest(floors) f where e.chain = f.chain and e.sequence <= f.sequence;
  get diagnostics gone = row_count;
  update audit.chain c set floor_sequence = f.sequence, floor_hash = f.hash from unnest(floors) f where c.chain = f.chain;
  perform set_config('liuke.audit_retiring', '', true);
  return gone;
end $$;

-- A rail for the owner too. A superuser can take it down; verification finds what was done behind it.
create function audit.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'entry' and current_setting('liuke.audit_retiring', true) = 'on' then
    return null;
  end if;
  raise exception 'the audit trail is append-only: % on audit.% is refused', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on audit.entry for each statement execute function audit.refuse_change();
create trigger append_only before update or delete or truncate on audit.anchor for each statement execute function audit.refuse_change();
create trigger append_only before update or delete or truncate on audit.anchor_head for each statement execute function audit.refuse_change();
create trigger kept before delete or truncate on audit.chain for each statement execute function audit.refuse_change();

alter table audit.entry enable row level security;
create policy watched_over on audit.entry for select to liuke_app
  using ((select platform.current_role_code()) in ('compliance_officer', 'head_office'));

revoke execute on all functions in schema audit from public;
grant execute on function audit.record to liuke_app;
grant select on audit.entry to liuke_app;
