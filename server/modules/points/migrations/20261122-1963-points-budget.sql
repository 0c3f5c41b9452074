-- What gifts may cost in a calendar year (M96): of one customer, by one hand, of one outlet, of one programme. Every hand-out, at the desk or for a code, is charged to its
-- four budgets in its own transaction, or is refused by LK011; an undo gives back to the same four. A budget's row is its lock.
create table points.budget (
  kind text not null check (kind in ('customer', 'staff', 'outlet', 'programme')),
  subject_id bigint not null,
  year int not null,
  spent_fen bigint not null default 0 check (spent_fen >= 0),
  primary key (kind, subject_id, year)
) with (fillfactor = 70);

create table points.budget_entry (
  entry_id bigint generated always as identity primary key,
  hand_out_id uuid not null references points.hand_out,
  -- the cost of the gift then; below nothing: given back
  cost_fen bigint not null,
  year int not null,
  customer_id bigint not null,
  staff_id bigint not null,
  institution_id int not null,
  programme_id int not null,
  at timestamptz not null default clock_timestamp()
);
create index on points.budget_entry (hand_out_id);
create unique index budget_entry_once on points.budget_entry (hand_out_id, (cost_fen >= 0));
create trigger never_changed before update or delete or truncate on points.budget_entry for each statement execute function points.refuse_change();

create function points.policy_fen(key text, day date) returns bigint language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.value::bigint from policy.policy p where p.key = policy_fen.key and p.valid_from <= policy_fen.day order by p.valid_from desc, p.version desc limit 1
$$;

-- Puts an amount on the four budgets, always in the same order; what goes over a cap of the day is refused by the name of the budget.
create function points.charge(entry points.budget_entry, day date) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  part record;
  spent bigint;
begin
  for part in
    select * from (values (1, 'customer', (entry).customer_id), (2, 'staff', (entry).staff_id), (3, 'outlet', (entry).institution_id::bigint),
      (4, 'programme', (entry).programme_id::bigint)) as p (place, kind, subject_id) order by place
  loop
    insert into points.budget as b (kind, subject_id, year, spent_fen) values (part.kind, part.subject_id, (entry).year, greatest((entry).cost_fen, 0))
    on conflict (kind, subject_id, year) do update set spent_fen = b.spent_fen + (entry).cost_fen
    returning b.spent_fen into spent;
    if (entry).cost_fen > 0 and spent > points.policy_fen('reward.cap.' || part.kind || '_year_fen', charge.day) then
      raise exception using errcode = 'LK011', message = part.kind, detail = 'the budget of the year is spent';
    end if;
  end loop;
end $$;

create function points.charge_hand_out() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made points.budget_entry;
begin
  insert into points.budget_entry (hand_out_id, cost_fen, year, customer_id, staff_id, institution_id, programme_id)
  select new.hand_out_id, g.cost_fen, extract(year from new.business_date), new.customer_id, new.issued_by, new.institution_id,
    coalesce(u.of_programme_id, g.programme_id)
  from points.gift g left join points.purse u using (programme_id) where g.gift_id = new.gift_id
  returning * into made;
  perform points.charge(made, new.business_date);
  return new;
end $$;
create trigger charged after insert on points.hand_out for each row execute function points.charge_hand_out();

create function points.give_back() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made points.budget_entry;
begin
  insert into points.budget_entry (hand_out_id, cost_fen, year, customer_id, staff_id, institution_id, programme_id)
  select e.hand_out_id, -e.cost_fen, e.year, e.customer_id, e.staff_id, e.institution_id, e.programme_id
  from points.budget_entry e where e.hand_out_id = new.hand_out_id and e.cost_fen > 0
  returning * into made;
  if found then
    perform points.charge(made, new.business_date);
  end if;
  return new;
end $$;
create trigger given_back after insert on points.hand_out_undo for each row execute function points.give_back();
revoke execute on function points.policy_fen, points.charge, points.charge_hand_out, points.give_back from public;

alter table points.budget enable row level security;
alter table points.budget_entry enable row level security;
grant select on points.budget to liuke_app;
-- whose budget it is: outlets in sight; a programme is known to everybody; people and customers to who answers for them
create policy visible on points.budget for select to liuke_app using (case kind
  when 'outlet' then subject_id = any ((select platform.visible_institutions())::int[])
  when 'programme' then true
  when 'customer' then exists (select from customer.customer c where c.customer_id = subject_id)
  else subject_id = (select platform.current_user_id()) or (select platform.current_role_code()) in ('head_office', 'compliance_officer', 'branch_manager', 'outlet_president') end);

-- what was handed out before there were budgets counts as well
insert into points.budget_entry (hand_out_id, cost_fen, year, customer_id, staff_id, institution_id, programme_id, at)
select o.hand_out_id, g.cost_fen, extract(year from o.business_date), o.customer_id, o.issued_by, o.institution_id, g.programme_id, o.at
from points.hand_out o join points.gift g using (gift_id) left join points.hand_out_undo d using (hand_out_id) where d.hand_out_id is null;
insert into points.budget (kind, subject_id, year, spent_fen)
select p.kind, p.subject_id, e.year, sum(e.cost_fen) from points.budget_entry e
  cross join lateral (values ('customer', e.customer_id), ('staff', e.staff_id), ('outlet', e.institution_id::bigint), ('programme', e.programme_id::bigint)) as p (kind, subject_id)
group by p.kind, p.subject_id, e.year;
