-- What a programme gives in pieces (M61): a step of a started version in goods, vouchers or service rights has a purse, an account of its own in the ledger. A point
-- there is a piece that is owed, so that claims, hand-outs, expiry and proofs are the ledger's; gifts of the purse are what the step is given in.
create table points.purse (
  programme_id int primary key references points.programme,
  of_programme_id int not null references points.programme,
  step int not null check (step between 1 and 8),
  unique (of_programme_id, step)
);
create trigger never_changed before update or delete or truncate on points.purse for each statement execute function points.refuse_change();
alter table points.purse enable row level security;
create policy known on points.purse for select to liuke_app using (true);
grant select on points.purse to liuke_app;

-- Opens the purses of a version that has started, one a rule, in its order; those that are open stay. Whoever sees the approval through calls it.
create function points.open_purses(version bigint, names text[]) returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  asked points.version;
  parent points.programme;
  made int;
  opened int := 0;
begin
  select v.* into asked from points.version v join points.version_fate f using (version_id) where v.version_id = open_purses.version and f.fate = 'started';
  if not found or asked.form not in ('goods', 'voucher', 'service_right') then
    return 0;
  end if;
  select * into parent from points.programme p where p.programme_id = asked.programme_id;
  for n in 1 .. jsonb_array_length(asked.rules) loop
    if not exists (select from points.purse u where u.of_programme_id = asked.programme_id and u.step = n) then
      insert into points.programme (code, name, institution_id) values (parent.code || '_step' || n, open_purses.names[n], parent.institution_id)
      returning programme_id into made;
      insert into points.purse (programme_id, of_programme_id, step) values (made, asked.programme_id, n);
      opened := opened + 1;
    end if;
  end loop;
  return opened;
end $$;
revoke execute on function points.open_purses from public;
grant execute on function points.open_purses to liuke_app;
