-- Draws: pure functions of (key, name of the draw[, index]). The same key and name give the same draw in any delivery and any chunk.
create or replace macro draw(k, name) as hash(xor(k, hash(name)));
create or replace macro draw_at(k, name, i) as hash(xor(xor(k, hash(name)), hash(i::bigint)));
-- uniform in [0, 1)
create or replace macro u(k, name) as (draw(k, name) >> 11)::double / 9007199254740992.0;
create or replace macro u_at(k, name, i) as (draw_at(k, name, i) >> 11)::double / 9007199254740992.0;
-- 0 … n-1
create or replace macro pick(k, name, n) as (draw(k, name) % n::ubigint)::integer;
create or replace macro pick_at(k, name, i, n) as (draw_at(k, name, i) % n::ubigint)::integer;
-- yuan (a drawn figure) to whole fen; the only place where a drawn figure becomes money
create or replace macro fen(yuan) as round(yuan * 100)::bigint;
create or replace macro month_number(d) as (year(d) * 12 + month(d))::integer;
-- Saturday and Sunday move to the Friday before
create or replace macro working_day(d) as d - (case dayofweek(d) when 6 then 1 when 0 then 2 else 0 end)::integer;
-- Order within a day, in thirds of a millisecond: money that comes in by day comes before what it pays for.
create or replace macro slot_in(k, name, i) as 30000000 + pick_at(k, name, i, 30000000);
create or replace macro slot_out(k, name, i) as 90000000 + pick_at(k, name, i, 90000000);
-- A part of a whole: n slices that add up to the whole or a few fen less; slices of a pair even each other out.
create or replace macro slice(whole, n, i, k, name, seed_i) as
  (whole // n * (case when i = n - 1 and n % 2 = 1 then 1000
     when i % 2 = 0 then 150 + pick_at(k, name, seed_i * 64 + i // 2, 1700)
     else 1850 - pick_at(k, name, seed_i * 64 + i // 2, 1700) end)) // 1000;
