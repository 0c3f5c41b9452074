-- One person with several customer numbers (M20): the numbers are the bank's and stay; that they are one person is written down here, and can be undone.
create schema duplicate;
grant usage on schema duplicate to liuke_app;

create table duplicate.pair (
  id int generated always as identity primary key,
  first_id bigint not null,
  second_id bigint not null,
  state text not null check (state in ('proposed', 'linked', 'refused', 'undone')),
  -- what agreed when it was proposed, and by what a person made sure
  evidence text[] not null check (evidence <@ array['name', 'phone', 'birth_date']),
  made_sure text not null check (made_sure in ('document', 'bank_system', 'customer')),
  -- different managers keep the two: a second person decides
  needs_second boolean not null,
  proposed_by int not null,
  proposed_at timestamptz not null,
  check (first_id < second_id)
);
create unique index one_under_way on duplicate.pair (first_id, second_id) where state in ('proposed', 'linked');
create index on duplicate.pair (second_id) where state in ('proposed', 'linked');

-- Who said what of a pair, in order; never changed.
create table duplicate.step (
  id bigint generated always as identity primary key,
  pair_id int not null references duplicate.pair,
  kind text not null check (kind in ('proposed', 'linked', 'refused', 'undone')),
  note text check (char_length(note) between 1 and 200),
  user_id int not null,
  user_name text not null,
  at timestamptz not null
);
create index on duplicate.step (pair_id, id);
create trigger append_only before update or delete or truncate on duplicate.step for each statement execute function contact.refuse_change();

alter table duplicate.pair enable row level security;
-- whoever sees one of the two knows that there is another; what the other is, the scope decides
create policy visible on duplicate.pair for select to liuke_app using (exists (
  select from customer.customer c where c.business_date = (select privacy.published_night()) and c.customer_id in (first_id, second_id)));
create policy own_hand on duplicate.pair for insert to liuke_app with check (
  proposed_by = (select platform.current_user_id()) and 2 = (
    select count(*) from customer.customer c where c.business_date = (select privacy.published_night()) and c.customer_id in (first_id, second_id)));
create policy moves on duplicate.pair for update to liuke_app using (2 = (
    select count(*) from customer.customer c where c.business_date = (select privacy.published_night()) and c.customer_id in (first_id, second_id)))
  with check (state in ('linked', 'refused', 'undone'));
grant select, insert, update (state) on duplicate.pair to liuke_app;

alter table duplicate.step enable row level security;
create policy visible on duplicate.step for select to liuke_app using (pair_id in (select id from duplicate.pair));
create policy own_hand on duplicate.step for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and pair_id in (select id from duplicate.pair));
grant select, insert on duplicate.step to liuke_app;
