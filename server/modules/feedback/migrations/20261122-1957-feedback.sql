-- Voice to product people (M82): what customers and managers say of products, and the answer that comes back.
create schema feedback;
grant usage on schema feedback to liuke_app;

create table feedback.opinion (
  -- made on the device: sent twice it is one opinion
  id uuid primary key,
  family text not null check (family in ('time_deposit', 'wealth_product', 'fund', 'insurance', 'bond', 'precious_metal', 'loan', 'card', 'app', 'counter')),
  kind text not null check (kind in ('praise', 'price', 'term', 'threshold', 'process', 'wish', 'other')),
  body text check (char_length(body) between 1 and 300),
  -- whose opinion it is; product people never see who
  customer_id bigint,
  institution_id int not null,
  user_id int not null,
  staff_name text not null,
  at timestamptz not null
);
create index on feedback.opinion (institution_id, at desc);
create index on feedback.opinion (user_id, at desc);
create index on feedback.opinion (customer_id) where customer_id is not null;

create table feedback.answer (
  id int generated always as identity primary key,
  opinion_id uuid not null references feedback.opinion unique,
  body text not null check (char_length(body) between 1 and 400),
  user_id int not null,
  user_name text not null,
  at timestamptz not null
);
-- The answer came back to the customer.
create table feedback.told (
  opinion_id uuid primary key references feedback.opinion,
  user_id int not null,
  at timestamptz not null
);

do $$
declare
  record text;
begin
  alter table feedback.opinion enable row level security;
  create policy visible on feedback.opinion for select to liuke_app using (user_id = (select platform.current_user_id())
    or (institution_id = any ((select platform.visible_institutions())::int[]) and (select platform.own_portfolio_of()) is null));
  create policy own_hand on feedback.opinion for insert to liuke_app with check (user_id = (select platform.current_user_id())
    and (customer_id is null or exists (select from customer.customer c where c.business_date = (select privacy.published_night()) and c.customer_id = opinion.customer_id)));
  foreach record in array array['answer', 'told'] loop
    execute format('alter table feedback.%I enable row level security', record);
    execute format('create policy visible on feedback.%I for select to liuke_app using (opinion_id in (select id from feedback.opinion))', record);
  end loop;
  create policy product_people on feedback.answer for insert to liuke_app with check (
    user_id = (select platform.current_user_id()) and (select platform.current_role_code()) = 'head_office');
  create policy own_hand on feedback.told for insert to liuke_app with check (user_id = (select platform.current_user_id())
    and exists (select from feedback.opinion o where o.id = opinion_id and o.user_id = (select platform.current_user_id())));
  foreach record in array array['opinion', 'answer', 'told'] loop
    execute format('grant select, insert on feedback.%I to liuke_app', record);
    execute format('create trigger append_only before update or delete or truncate on feedback.%I for each statement execute function contact.refuse_change()', record);
  end loop;
end $$;
