-- Contacts read with the guard looked at once. Row-level security asks for the customer of every contact again; where all contacts are of one customer, or many of few,
-- the owner's functions ask for each customer once and answer the same. Who is not in sight has no contacts, as who does not exist.
create index contact_timeline on contact.contact (customer_id, at desc, id) where outcome <> 'mistake';

-- How many contacts a timeline has.
create function contact.count_of(asked bigint) returns int language sql stable security definer set plan_cache_mode = force_generic_plan set search_path = '' as $$
  select count(*)::int from contact.contact k where k.customer_id = asked and k.outcome <> 'mistake'
    and exists (select from customer.customer c where c.business_date = (select privacy.published_night()) and c.customer_id = asked
      and c.institution_id = any ((select platform.visible_institutions())::int[])
      and ((select platform.own_portfolio_of()) is null or c.manager_id = (select platform.own_portfolio_of())))
$$;

-- With whom managers were in touch on some days of their own accord, each customer, channel and day once.
create function contact.made(of_staff int[], from_on date, to_on date)
returns table (staff_id int, customer_id bigint, channel text, on_date date) language sql stable security definer rows 30 set plan_cache_mode = force_generic_plan set search_path = '' as $$
  select k.staff_id, k.customer_id, k.channel, k.on_date from (
    select distinct s.staff_id, s.customer_id, s.channel, s.on_date from contact.standing s
    where s.staff_id = any (of_staff) and s.on_date between from_on and to_on and s.direction = 'outbound') k
  where exists (select from customer.customer c where c.business_date = (select privacy.published_night()) and c.customer_id = k.customer_id
    and c.institution_id = any ((select platform.visible_institutions())::int[])
    and ((select platform.own_portfolio_of()) is null or c.manager_id = (select platform.own_portfolio_of())))
$$;

revoke all on function contact.count_of(bigint), contact.made(int[], date, date) from public;
grant execute on function contact.count_of(bigint), contact.made(int[], date, date) to liuke_app;
