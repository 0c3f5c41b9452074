-- Gifts against the same customer's inflow (M96, A5): of every hand-out the inflow of the seven days up to the first night from its day on, and of the seven days after
-- that night; what is much is looked at by compliance, and what they find stays.
create table points.gift_inflow (
  hand_out_id uuid not null references points.hand_out,
  part text not null check (part in ('before', 'after')),
  night date not null,
  -- money into AUM from outside over the seven days that end with the night
  inflow_fen bigint not null check (inflow_fen >= 0),
  seen_at timestamptz not null default clock_timestamp(),
  primary key (hand_out_id, part)
);

create table points.gift_review (
  hand_out_id uuid primary key references points.hand_out,
  verdict text not null check (verdict in ('explained', 'suspicious')),
  note text not null check (char_length(note) between 4 and 500),
  reviewed_by int not null,
  reviewed_name text not null,
  at timestamptz not null
);

do $$
declare
  name text;
begin
  foreach name in array array['gift_inflow', 'gift_review'] loop
    execute format('create trigger never_changed before update or delete or truncate on points.%I for each statement execute function points.refuse_change()', name);
    execute format('alter table points.%I enable row level security', name);
    execute format('grant select on points.%I to liuke_app', name);
  end loop;
end $$;
grant insert on points.gift_review to liuke_app;
create policy overseers on points.gift_inflow for select to liuke_app using (
  (select platform.current_role_code()) in ('head_office', 'compliance_officer') and exists (select from points.hand_out o where o.hand_out_id = gift_inflow.hand_out_id));
create policy overseers on points.gift_review for select to liuke_app using (
  (select platform.current_role_code()) in ('head_office', 'compliance_officer') and exists (select from points.hand_out o where o.hand_out_id = gift_review.hand_out_id));
create policy compliance on points.gift_review for insert to liuke_app with check (
  (select platform.current_role_code()) = 'compliance_officer' and reviewed_by = (select platform.current_user_id())
  and exists (select from points.hand_out o where o.hand_out_id = gift_review.hand_out_id));
