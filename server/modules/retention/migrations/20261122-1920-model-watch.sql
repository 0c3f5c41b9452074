-- What became of a model of who leaves (M12) after it was learned: how far the customers of a night have moved from those it learned from, and how
-- well it did on labels that came later. Sums over customers, about no person. Only ever added to: another look is another row.
create table retention.model_watch (
  id bigint generated always as identity primary key,
  version int not null references retention.model,
  -- the night whose customers were looked at
  business_date date not null,
  watched_at timestamptz not null,
  content jsonb not null check (content ? 'features' and content ? 'rows')
);
create index on retention.model_watch (version, business_date, id);
create trigger append_only before update or delete or truncate on retention.model_watch for each statement execute function retention.refuse_model_change();
grant select on retention.model_watch to liuke_app;
