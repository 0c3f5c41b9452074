-- The role the web works as. Roles belong to the cluster, so another database of it may have made this one already, even a moment ago.
do $$
begin
  if not exists (select from pg_roles where rolname = 'liuke_app') then
    create role liuke_app nologin noinherit;
  end if;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise exception '数据库用户 % 没有创建角色的权限。请由管理员执行：create role liuke_app nologin; grant liuke_app to %;', current_user, current_user;
end $$;

-- Whoever migrates must be able to become the role, else the web could not work as it.
do $$
begin
  if not pg_has_role(current_user, 'liuke_app', 'set') then
    execute format('grant liuke_app to %I', current_user);
  end if;
exception
  when insufficient_privilege then
    raise exception '数据库用户 % 不能使用角色 liuke_app。请由管理员执行：grant liuke_app to %;', current_user, current_user;
end $$;

grant usage on schema platform to liuke_app;

-- The guard of row-level security (docs/architecture.md). Policies write `= any((select platform.visible_institutions())::int[])`: the
-- sub-select is worked out once a query, not once a row. Without a scope nothing is visible.
create function platform.visible_institutions() returns int[] language sql stable
  return coalesce(nullif(current_setting('liuke.institutions', true), ''), '{}')::int[];

create function platform.own_portfolio_of() returns int language sql stable
  return nullif(current_setting('liuke.manager', true), '')::int;

create function platform.current_user_id() returns int language sql stable
  return nullif(current_setting('liuke.user', true), '')::int;
