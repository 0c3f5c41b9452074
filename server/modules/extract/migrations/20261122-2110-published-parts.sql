-- What is in force of a published table, outlet by outlet: how many rows, and the digest of what they say. The next publish of the same date compares with it and leaves
-- alone whatever is equal. Written by publish in the transaction of the swap. Nobody's right but the owner's: the web has no use for it.
create table extract.published_part (
  table_name text not null,
  business_date date not null,
  -- 0: the table says nothing of institutions
  institution_id integer not null,
  rows bigint not null,
  -- null: somebody else has changed rows of it since (a hand-over names the new manager), so it has to be compared row by row
  digest text,
  primary key (table_name, business_date, institution_id)
);

-- After a statement on a published table by anyone but publish, which writes into the partitions themselves: what was touched is not known any more.
create function extract.touch_parts() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  published constant text := tg_table_schema || '.' || tg_table_name;
  institution text := 'institution_id';
  side text;
begin
  if tg_op = 'TRUNCATE' then
    delete from extract.published_part p where p.table_name = published;
    return null;
  end if;
  if not exists (select from pg_catalog.pg_attribute a where a.attrelid = tg_relid and a.attname = 'institution_id' and not a.attisdropped) then
    institution := '0';
  end if;
  foreach side in array case tg_op when 'INSERT' then array['after'] when 'DELETE' then array['before'] else array['before', 'after'] end loop
    execute format('insert into extract.published_part as p (table_name, business_date, institution_id, rows)
      select %L, business_date, %s, 0 from rows_%s group by 2, 3
      on conflict (table_name, business_date, institution_id) do update set digest = null', published, institution, side);
  end loop;
  return null;
end $$;
revoke all on function extract.touch_parts() from public;

-- Every published table is watched; the migration of a new one says so too: select extract.watch_parts('schema.table').
create function extract.watch_parts(published regclass) returns void language plpgsql set search_path = '' as $$
begin
  execute format('create trigger parts_inserted after insert on %s referencing new table as rows_after for each statement execute function extract.touch_parts()', published);
  execute format('create trigger parts_updated after update on %s referencing old table as rows_before new table as rows_after
    for each statement execute function extract.touch_parts()', published);
  execute format('create trigger parts_deleted after delete on %s referencing old table as rows_before for each statement execute function extract.touch_parts()', published);
  execute format('create trigger parts_truncated after truncate on %s for each statement execute function extract.touch_parts()', published);
end $$;
revoke all on function extract.watch_parts(regclass) from public;

select extract.watch_parts(c.oid) from pg_class c where c.relkind = 'p' and pg_get_partkeydef(c.oid) = 'LIST (business_date)';
