-- What bears on contacting many customers, in one function of the owner. The guard is the customer's own, checked once for each customer asked about: who is not
-- visible to the scope has no row, as who does not exist. Below it every choice hangs on its customer by an index; asked under row-level security, the same
-- statement repeated that check for every table and cost more to plan than to run.
create index on privacy.consent (customer_id, channel, purpose) where ended_at is not null;

-- What binds a number though it was said to others of the same person (M20): never the numbers themselves.
create function privacy.linked_facts(asked bigint, numbers bigint[], asked_on date, within_days int, of_staff int) returns json
language plpgsql stable set search_path = '' as $$
declare
  night constant date := privacy.published_night();
  me constant int := platform.current_user_id();
begin
  return json_build_object(
    'deceased', exists (select from customer.customer c where c.business_date = night and c.customer_id = any (numbers) and c.status = 'deceased'),
    'notForMarketing', exists (select from customer.customer c where c.business_date = night and c.customer_id = any (numbers) and c.not_for_marketing),
    'doNotContact', exists (select from privacy.do_not_contact d where d.customer_id = any (numbers) and d.ended_at is null),
    'openComplaint', exists (select from privacy.open_complaint p where p.business_date = night and p.customer_id = any (numbers)),
    'quiet', (select coalesce(json_agg(json_build_object('from', q.valid_from, 'to', q.valid_to)), '[]')
      from privacy.quiet_period q where q.customer_id = any (numbers) and q.ended_at is null and q.valid_to >= asked_on),
    'refusals', (select coalesce(json_agg(json_build_object('channel', r.channel, 'purpose', r.purpose, 'from', null, 'to', null)), '[]')
      from privacy.refusal r where r.customer_id = any (numbers) and r.ended_at is null),
    -- what was agreed for this number before the person took the same back for another, where it has not been given again since
    'withdrawn', (select coalesce(json_agg(json_build_object('channel', h.channel, 'purpose', h.purpose, 'from', null, 'to', null)), '[]')
      from (select k.channel, k.purpose, max(k.recorded_at) as given from privacy.consent k
        where k.customer_id = asked and k.ended_at is null group by k.channel, k.purpose) h
      where exists (select from privacy.consent w where w.customer_id = any (numbers) and w.channel = h.channel and w.purpose = h.purpose
        and w.ended_at > h.given and not exists (select from privacy.consent again
          where again.customer_id = w.customer_id and again.channel = w.channel and again.purpose = w.purpose and again.ended_at is null))),
    -- one for each person and day, without those who turned to this number on the day
    'contacts', (select coalesce(json_agg(json_build_object('on', t.on_date, 'byOthers', t.others)), '[]') from (
      select distinct k.on_date, k.user_id, case when of_staff is null then k.user_id <> me else k.staff_id is distinct from of_staff end as others
      from contact.standing k
      where k.customer_id = any (numbers) and k.direction = 'outbound' and k.purpose <> 'service' and k.on_date between asked_on - within_days and asked_on
        and not exists (select from contact.standing own where own.customer_id = asked and own.user_id = k.user_id and own.on_date = k.on_date
          and own.direction = 'outbound' and own.purpose <> 'service')) t));
end $$;
revoke all on function privacy.linked_facts(bigint, bigint[], date, int, int) from public;

-- `linked`: of the person's other numbers, whoever keeps them (M20): what the customer said to one number was said by the person. Null where there are none,
-- for whom its function is not even planned.
create function privacy.contact_facts(asked bigint[], asked_on date, within_days int, of_staff int)
returns table (customer_id bigint, not_for_marketing boolean, status text, birth_date date, do_not_contact boolean, open_complaint boolean,
  quiet json, refusals json, consents json, contacts json, linked json)
language plpgsql stable security definer rows 60 set search_path = '' as $$
#variable_conflict use_column
declare
  night constant date := privacy.published_night();
  visible constant int[] := platform.visible_institutions();
  portfolio constant int := platform.own_portfolio_of();
  me constant int := platform.current_user_id();
begin
  return query
  with seen as materialized (
    select c.customer_id, c.not_for_marketing, c.status, c.birth_date from customer.customer c
    where c.business_date = night and c.customer_id = any (asked) and c.institution_id = any (visible) and (portfolio is null or c.manager_id = portfolio)),
  person as materialized (
    select l.customer_id, array_agg(l.number_id) as numbers from duplicate.linked_numbers(array(select s.customer_id from seen s)) l group by l.customer_id)
  select s.customer_id, s.not_for_marketing, s.status, s.birth_date,
    exists (select from privacy.do_not_contact d where d.customer_id = s.customer_id and d.ended_at is null),
    exists (select from privacy.open_complaint o where o.business_date = night and o.customer_id = s.customer_id),
    (select coalesce(json_agg(json_build_object('from', q.valid_from, 'to', q.valid_to)), '[]')
      from privacy.quiet_period q where q.customer_id = s.customer_id and q.ended_at is null and q.valid_to >= asked_on),
    (select coalesce(json_agg(json_build_object('channel', r.channel, 'purpose', r.purpose, 'from', null, 'to', null)), '[]')
      from privacy.refusal r where r.customer_id = s.customer_id and r.ended_at is null),
    (select coalesce(json_agg(json_build_object('channel', k.channel, 'purpose', k.purpose, 'from', k.valid_from, 'to', k.valid_to)), '[]')
      from privacy.consent k where k.customer_id = s.customer_id and k.ended_at is null and (k.valid_to is null or k.valid_to >= asked_on)),
    (select coalesce(json_agg(json_build_object('on', t.on_date, 'byOthers', t.others)), '[]') from (
      select distinct k.on_date, k.user_id, case when of_staff is null then k.user_id <> me else k.staff_id is distinct from of_staff end as others
      from contact.standing k
      where k.customer_id = s.customer_id and k.direction = 'outbound' and k.purpose <> 'service'
        and k.on_date between asked_on - within_days and asked_on) t),
    case when p.numbers is not null then privacy.linked_facts(s.customer_id, p.numbers, asked_on, within_days, of_staff) end
  from seen s left join person p on p.customer_id = s.customer_id;
end $$;
revoke all on function privacy.contact_facts(bigint[], date, int, int) from public;
grant execute on function privacy.contact_facts(bigint[], date, int, int) to liuke_app;
