-- For each of the customers asked about the other numbers of the same person, over as many links as it takes; most have none. Whoever asks sees the numbers
-- out of their scope too: it is for the owner's own functions, which give on what follows from them and never the numbers (M20, M21).
create function duplicate.linked_numbers(asked bigint[]) returns table (customer_id bigint, number_id bigint) language sql stable set search_path = '' as $$
  with recursive link (one, other) as (
    select first_id, second_id from duplicate.pair where state = 'linked'
    union all select second_id, first_id from duplicate.pair where state = 'linked'),
  person (customer_id, number_id) as (
    select a.id, l.other from unnest(asked) as a (id) join link l on l.one = a.id
    union select p.customer_id, l.other from person p join link l on l.one = p.number_id)
  select p.customer_id, p.number_id from person p where p.number_id <> p.customer_id
$$;
revoke all on function duplicate.linked_numbers(bigint[]) from public;
