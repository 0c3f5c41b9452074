-- What bears on contacting many customers, in one function of the owner. The guard is the customer's own, checked once for each customer asked about: who is not
-- visible to the scope has no row, as who does not exist. Below it every choice hangs on its customer by an index; asked under row-level security, the same
-- statement repeated that check for every table and cost more to plan than to run.
create index on privacy.consent (customer_id, channel, purpose) where ended_at is not null;

-- `linked`: of the person's other numbers, whoever keeps them (M20): what the customer said to one number was said by the person. Null where there are none.
create function privacy.contact_facts(asked bigint[], asked_on date, within_days int, of_staff int)
returns table (customer_id bigint, not_for_marketing boolean, status text, birth_date date, do_not_contact boolean, open_complaint boolean,
  quiet jsonb, refusals jsonb, consents jsonb, contacts jsonb, linked jsonb)
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
  other as materialized (select l.customer_id, l.number_id from duplicate.linked_numbers(array(select s.customer_id from seen s)) l)
  select s.customer_id, s.not_for_marketing, s.status, s.birth_date,
    exists (select from privacy.do_not_contact d where d.customer_id = s.customer_id and d.ended_at is null),
    exists (select from privacy.open_complaint o where o.business_date = night and o.customer_id = s.customer_id),
    quiet.held, refusals.held, consents.held, turned.held, elsewhere.held
  from seen s
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('channel', k.channel, 'purpose', k.purpose, 'from', k.valid_from, 'to', k.valid_to)), '[]') as held
    from privacy.consent k where k.customer_id = s.customer_id and k.ended_at is null and (k.valid_to is null or k.valid_to >= asked_on)) consents
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('channel', r.channel, 'purpose', r.purpose, 'from', null, 'to', null)), '[]') as held
    from privacy.refusal r where r.customer_id = s.customer_id and r.ended_at is null) refusals
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('from', q.valid_from, 'to', q.valid_to)), '[]') as held
    from privacy.quiet_period q where q.customer_id = s.customer_id and q.ended_at is null and q.valid_to >= asked_on) quiet
  cross join lateral (
    select coalesce(jsonb_agg(distinct jsonb_build_object('on', k.on_date, 'by', k.user_id,
      'byOthers', case when of_staff is null then k.user_id <> me else k.staff_id is distinct from of_staff end)), '[]') as held
    from contact.standing k
    where k.customer_id = s.customer_id and k.direction = 'outbound' and k.purpose <> 'service'
      and k.on_date between asked_on - within_days and asked_on) turned
  left join lateral (
    select jsonb_build_object(
      'deceased', exists (select from other o join customer.customer c on c.business_date = night and c.customer_id = o.number_id
        where o.customer_id = s.customer_id and c.status = 'deceased'),
      'notForMarketing', exists (select from other o join customer.customer c on c.business_date = night and c.customer_id = o.number_id
        where o.customer_id = s.customer_id and c.not_for_marketing),
      'doNotContact', exists (select from other o join privacy.do_not_contact d on d.customer_id = o.number_id
        where o.customer_id = s.customer_id and d.ended_at is null),
      'openComplaint', exists (select from other o join privacy.open_complaint p on p.business_date = night and p.customer_id = o.number_id
        where o.customer_id = s.customer_id),
      'quiet', (select coalesce(jsonb_agg(jsonb_build_object('from', q.valid_from, 'to', q.valid_to)), '[]')
        from other o join privacy.quiet_period q on q.customer_id = o.number_id
        where o.customer_id = s.customer_id and q.ended_at is null and q.valid_to >= asked_on),
      'refusals', (select coalesce(jsonb_agg(distinct jsonb_build_object('channel', r.channel, 'purpose', r.purpose, 'from', null, 'to', null)), '[]')
        from other o join privacy.refusal r on r.customer_id = o.number_id where o.customer_id = s.customer_id and r.ended_at is null),
      -- what was agreed for this number before the person took the same back for another, where it has not been given again since
      'withdrawn', (select coalesce(jsonb_agg(jsonb_build_object('channel', h.channel, 'purpose', h.purpose, 'from', null, 'to', null)), '[]')
        from (select k.channel, k.purpose, max(k.recorded_at) as given from privacy.consent k
          where k.customer_id = s.customer_id and k.ended_at is null group by k.channel, k.purpose) h
        where exists (select from other o join privacy.consent w on w.customer_id = o.number_id and w.channel = h.channel and w.purpose = h.purpose
          where o.customer_id = s.customer_id and w.ended_at > h.given and not exists (select from privacy.consent again
            where again.customer_id = w.customer_id and again.channel = w.channel and again.purpose = w.purpose and again.ended_at is null))),
      -- one for each person and day, without those who turned to this number on the day
      'contacts', (select coalesce(jsonb_agg(distinct jsonb_build_object('on', k.on_date, 'by', k.user_id,
          'byOthers', case when of_staff is null then k.user_id <> me else k.staff_id is distinct from of_staff end)), '[]')
        from other o join contact.standing k on k.customer_id = o.number_id
        where o.customer_id = s.customer_id and k.direction = 'outbound' and k.purpose <> 'service'
          and k.on_date between asked_on - within_days and asked_on and not exists (select from contact.standing own
            where own.customer_id = s.customer_id and own.user_id = k.user_id and own.on_date = k.on_date and own.direction = 'outbound' and own.purpose <> 'service'))
    ) as held
    where exists (select from other o where o.customer_id = s.customer_id)) elsewhere on true;
end $$;
revoke all on function privacy.contact_facts(bigint[], date, int, int) from public;
grant execute on function privacy.contact_facts(bigint[], date, int, int) to liuke_app;
