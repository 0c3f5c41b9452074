-- Which of the customers asked about are one person, over as many links as it takes, whoever keeps the numbers between them: each with the smallest number of
-- those asked about. Only who is in sight is answered, and nobody else is named (M20).
create function duplicate.one_person(asked bigint[]) returns table (customer_id bigint, person_id bigint)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare
  night constant date := privacy.published_night();
  visible constant int[] := platform.visible_institutions();
  portfolio constant int := platform.own_portfolio_of();
begin
  -- most banks' days have no link at all among those asked about: then nothing more is looked up
  return query
  with linked as materialized (
    select l.customer_id, l.number_id from duplicate.linked_numbers(asked) l where l.number_id = any (asked)),
  seen as materialized (
    select c.customer_id from customer.customer c
    where c.business_date = night and c.customer_id in (select customer_id from linked)
      and c.institution_id = any (visible) and (portfolio is null or c.manager_id = portfolio))
  select l.customer_id, least(l.customer_id, min(l.number_id)) from linked l
  where l.customer_id in (select customer_id from seen) and l.number_id in (select customer_id from seen) group by l.customer_id;
end $$;
revoke all on function duplicate.one_person(bigint[]) from public;
grant execute on function duplicate.one_person(bigint[]) to liuke_app;
