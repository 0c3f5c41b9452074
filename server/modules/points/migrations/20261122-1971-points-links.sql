-- The customer's own page (M72): a link without login shows points and gifts and redeems to a code; the desk hands the gift out for the code.
-- The database answers a token and nobody else: the web has no right to these rows but by the functions below.
create table points.link (
  link_id bigint generated always as identity primary key,
  -- of the token in the address; the token itself is kept nowhere
  token_sha256 bytea not null unique check (octet_length(token_sha256) = 32),
  customer_id bigint not null,
  institution_id int not null references organisation.institution,
  made_by int not null,
  made_name text not null,
  made_at timestamptz not null,
  valid_until timestamptz not null check (valid_until > made_at),
  revoked_at timestamptz,
  -- who revoked it
  revoked_by int,
  opened int not null default 0,
  last_opened_at timestamptz,
  check ((revoked_at is null) = (revoked_by is null))
);
create index on points.link (customer_id);

create table points.redemption (
  redemption_id uuid primary key,
  link_id bigint not null references points.link,
  customer_id bigint not null,
  gift_id int not null references points.gift,
  batch_id bigint not null references points.stock_batch,
  -- where the gift is fetched
  institution_id int not null references organisation.institution,
  points bigint not null check (points > 0),
  code text not null check (code ~ '^\d{8}$'),
  reserve_posting bigint not null unique references points.posting,
  business_date date not null,
  at timestamptz not null,
  valid_until timestamptz not null check (valid_until > at)
);
create index on points.redemption (customer_id, at);
create index on points.redemption (link_id, business_date);

create table points.redemption_end (
  redemption_id uuid primary key references points.redemption,
  outcome text not null check (outcome in ('handed_out', 'cancelled', 'expired')),
  posting_id bigint not null unique references points.posting,
  -- who at the desk; null: the customer or the clock
  ended_by int,
  at timestamptz not null
);

-- Codes that are good now: a row is the redemption's lock, whoever takes it away ends the redemption.
create table points.open_code (
  code text primary key,
  redemption_id uuid not null unique references points.redemption
);

alter table points.stock_move add constraint stock_move_redemption_id_fkey foreign key (redemption_id) references points.redemption;
alter table points.hand_out add redemption_id uuid unique references points.redemption;

create trigger never_changed before update or delete or truncate on points.redemption for each statement execute function points.refuse_change();
create trigger never_changed before update or delete or truncate on points.redemption_end for each statement execute function points.refuse_change();

-- What a link shows, as one document; null for a token that is unknown, revoked or past its time. Counts the look.
create function points.page(token bytea, at timestamptz, day date) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  it points.link;
  own record;
begin
  update points.link l set opened = l.opened + 1, last_opened_at = page.at
  where l.token_sha256 = page.token and l.revoked_at is null and l.valid_until > page.at returning * into it;
  if not found then
    return null;
  end if;
  select c.name, c.institution_id into own from customer.customer c
  where c.customer_id = it.customer_id and c.business_date = (select p.business_date from extract.publication p where p.is_current);
  if not found then
    return null;
  end if;
  return jsonb_build_object(
    'name', own.name, 'validUntil', it.valid_until,
    'accounts', (
      select coalesce(jsonb_agg(jsonb_build_object('programmeId', h.programme_id, 'programme', p.name, 'reserved', h.reserved::text, 'owed', h.owed::text,
        'available', coalesce(lots.available, 0)::text, 'lots', coalesce(lots.lots, '[]')) order by p.code), '[]')
      from points.holder h join points.programme p using (programme_id)
      left join lateral (
        select sum(d.points) as available, jsonb_agg(jsonb_build_object('expiresOn', d.expires_on, 'points', d.points::text) order by d.expires_on nulls last) as lots
        from (select l.expires_on, sum(l.available) as points from points.lot l
          where l.holder_id = h.holder_id and l.available > 0 and (l.expires_on is null or l.expires_on >= page.day) group by l.expires_on) d
      ) lots on true
      where h.customer_id = it.customer_id),
    'gifts', (
      select coalesce(jsonb_agg(g.gift order by g.points, g.gift_id), '[]') from (
        select g.gift_id, g.points, jsonb_build_object('giftId', g.gift_id, 'name', g.name, 'taste', g.taste, 'programmeId', g.programme_id, 'points', g.points::text,
          'outlets', s.outlets) as gift
        from points.gift g join lateral (
          select jsonb_agg(jsonb_build_object('institutionId', i.id, 'name', i.name, 'available', b.available) order by i.id <> own.institution_id, i.name) as outlets
          from (select b.institution_id, sum(b.available) as available from points.stock_batch b
            where b.gift_id = g.gift_id and b.available > 0 and (b.expires_on is null or b.expires_on >= page.day)
              and b.institution_id in (select t.institution_id from points.outlets_together(own.institution_id, page.day) t)
            group by b.institution_id) b
          join organisation.institution i on i.id = b.institution_id
        ) s on s.outlets is not null
        where g.ended_at is null order by g.points, g.gift_id limit 100) g),
    'redemptions', (
      select coalesce(jsonb_agg(r.redemption order by r.at desc), '[]') from (
        select r.at, jsonb_build_object('redemptionId', r.redemption_id, 'gift', g.name, 'points', r.points::text, 'outlet', i.name, 'at', r.at,
          'validUntil', r.valid_until, 'code', o.code,
          'state', case when o.code is not null and r.valid_until > page.at then 'open' when o.code is not null then 'expired'
            when exists (select from points.hand_out h join points.hand_out_undo u using (hand_out_id) where h.redemption_id = r.redemption_id) then 'undone'
            else e.outcome end) as redemption
        from points.redemption r join points.gift g using (gift_id) join organisation.institution i on i.id = r.institution_id
        left join points.open_code o using (redemption_id) left join points.redemption_end e using (redemption_id)
        where r.customer_id = it.customer_id and (o.code is not null or e.at > page.at - interval '30 days')
        order by r.at desc limit 10) r));
end $$;

-- Points are reserved and a piece is held, or nothing happens. LK001 too few points, LK002 the number was used for another act, LK020 no such link,
-- LK021 nothing left there, LK022 too many codes are open or were asked for today, LK023 no such gift.
create function points.redeem(token bytea, at timestamptz, day date, redemption uuid, gift int, outlet int, code_hours int, most_open int, most_a_day int)
returns points.redemption language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  it points.link;
  wanted points.gift;
  piece points.stock_batch;
  home int;
  reserved points.posting;
  made points.redemption;
begin
  -- the link's row is the lock: of two at once the second counts the first
  select * into it from points.link l where l.token_sha256 = redeem.token and l.revoked_at is null and l.valid_until > redeem.at for update;
  select c.institution_id into home from customer.customer c
  where c.customer_id = it.customer_id and c.business_date = (select p.business_date from extract.publication p where p.is_current);
  if home is null then
    raise exception using errcode = 'LK020', message = 'no such link';
  end if;
  select * into made from points.redemption r where r.redemption_id = redeem.redemption;
  if found then
    if (made.customer_id, made.gift_id, made.institution_id) is distinct from (it.customer_id, redeem.gift, redeem.outlet) then
      raise exception using errcode = 'LK002', message = 'the number was used for another redemption';
    end if;
    return made;
  end if;
  select * into wanted from points.gift g where g.gift_id = redeem.gift and g.ended_at is null;
  if not found or redeem.outlet not in (select t.institution_id from points.outlets_together(home, redeem.day) t) then
    raise exception using errcode = 'LK023', message = 'no such gift';
  end if;
  if (select count(*) from points.redemption r join points.open_code o using (redemption_id) where r.customer_id = it.customer_id) >= redeem.most_open
    or (select count(*) from points.redemption r where r.customer_id = it.customer_id and r.business_date = redeem.day) >= redeem.most_a_day then
    raise exception using errcode = 'LK022', message = 'too many redemptions';
  end if;
  reserved := points.post(wanted.programme_id, it.customer_id, 'reserve', 'redemption:' || redeem.redemption || ':reserve', wanted.points, redeem.day,
    redeem.outlet, 'gift:' || wanted.code, null);
  select b.* into piece from (select b.* from points.stock_batch b where b.gift_id = wanted.gift_id and b.institution_id = redeem.outlet
      order by b.batch_id for update) b
  where b.available > 0 and (b.expires_on is null or b.expires_on >= redeem.day) order by b.expires_on nulls last, b.batch_id limit 1;
  if not found then
    raise exception using errcode = 'LK021', message = 'nothing is left';
  end if;

  made := row (redeem.redemption, it.link_id, it.customer_id, wanted.gift_id, piece.batch_id, redeem.outlet, wanted.points, '', reserved.posting_id, redeem.day,
    redeem.at, least(redeem.at + make_interval(hours => redeem.code_hours), (piece.expires_on + 1)::timestamp at time zone 'Asia/Shanghai'));
  -- digits that nobody can guess; another try when they are taken
  loop
    made.code := lpad((('x' || encode(substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(redeem.redemption)) from 1 for 4), 'hex'))::bit(32)::bigint % 100000000)::text, 8, '0');
    exit when not exists (select from points.open_code o where o.code = made.code);
  end loop;
  insert into points.redemption select made.*;
  insert into points.open_code values (made.code, made.redemption_id);
  insert into points.stock_move (batch_id, kind, pieces, redemption_id, moved_by, at) values (piece.batch_id, 'hold', -1, made.redemption_id, 0, redeem.at);
  return made;
end $$;

alter table points.link enable row level security;
grant select (link_id, customer_id, institution_id, made_by, made_name, made_at, valid_until, revoked_at, revoked_by, opened, last_opened_at) on points.link to liuke_app;
grant insert (token_sha256, customer_id, institution_id, made_by, made_name, made_at, valid_until) on points.link to liuke_app;
grant update (revoked_at, revoked_by) on points.link to liuke_app;
create policy visible on points.link for select to liuke_app using (exists (select from customer.customer c where c.customer_id = link.customer_id));
create policy own_hand on points.link for insert to liuke_app with check (
  made_by = (select platform.current_user_id()) and institution_id = any ((select platform.visible_institutions())::int[])
  and exists (select from customer.customer c where c.customer_id = link.customer_id));
create policy revokes on points.link for update to liuke_app using (exists (select from customer.customer c where c.customer_id = link.customer_id))
  with check (revoked_by = (select platform.current_user_id()));

alter table points.redemption enable row level security;
alter table points.redemption_end enable row level security;
alter table points.open_code enable row level security;
grant select on points.redemption, points.redemption_end, points.open_code to liuke_app;
create policy desk_or_customer on points.redemption for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[]) or exists (select from customer.customer c where c.customer_id = redemption.customer_id));
create policy visible on points.redemption_end for select to liuke_app
  using (exists (select from points.redemption r where r.redemption_id = redemption_end.redemption_id));
create policy visible on points.open_code for select to liuke_app using (exists (select from points.redemption r where r.redemption_id = open_code.redemption_id));

revoke execute on function points.page, points.redeem from public;
grant execute on function points.page, points.redeem to liuke_app;
