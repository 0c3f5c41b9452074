-- Referral (M58): whoever qualified for having brought somebody names whom. Caught here, whoever writes: oneself (the same number, phone or name with
-- birth date), somebody whom another brought before, rings of any length, the bank's own staff and who lives by a colleague's phone.
alter table points.occurrence
  -- whom they brought
  add other_customer_id bigint,
  add constraint occurrence_other_check check ((what = 'referral_qualified') = (other_customer_id is not null)) not valid;
create unique index occurrence_brought_once on points.occurrence (other_customer_id) where what = 'referral_qualified';

-- Why a referral is none; null: it is one. `self`, `ring`, `brought`, `staff`, `unknown`.
create function points.referral_problem(customer bigint, other bigint) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with night as (select p.business_date from extract.publication p where p.is_current),
  one as (select c.* from customer.customer c, night n where c.business_date = n.business_date and c.customer_id = referral_problem.customer),
  two as (select c.* from customer.customer c, night n where c.business_date = n.business_date and c.customer_id = referral_problem.other)
  select case
    when not exists (select from one) or not exists (select from two) then 'unknown'
    when exists (select from one, two where one.customer_id = two.customer_id or one.phone = two.phone
      or (one.name = two.name and one.birth_date = two.birth_date)) then 'self'
    when exists (select from points.occurrence o where o.what = 'referral_qualified' and o.other_customer_id = referral_problem.other) then 'brought'
    when exists (
      with recursive above (id) as (
        select referral_problem.customer union
        select o.customer_id from points.occurrence o join above a on o.other_customer_id = a.id where o.what = 'referral_qualified')
      select from above where above.id = referral_problem.other) then 'ring'
    when exists (select from one, two where one.status = 'staff' or two.status = 'staff') then 'staff'
    -- kin as far as the bank knows it: who shares a phone with one of its own people's accounts
    when exists (select from customer.customer s, night n, one, two where s.business_date = n.business_date and s.status = 'staff'
      and s.phone in (one.phone, two.phone)) then 'staff'
  end
$$;

create function points.check_referral() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  problem text;
begin
  if new.what = 'referral_qualified' then
    problem := points.referral_problem(new.customer_id, new.other_customer_id);
    if problem is not null then
      raise exception 'points: no referral: %', problem using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
create trigger referral before insert on points.occurrence for each row execute function points.check_referral();
revoke execute on function points.referral_problem, points.check_referral from public;
grant execute on function points.referral_problem to liuke_app;
