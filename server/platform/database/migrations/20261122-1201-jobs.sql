-- Background jobs (server/platform/jobs/README.md). The queue itself is graphile_worker's own schema, made by prepareJobs(); the web's role has one way
-- in, the function below.

-- Which process runs which workers: a process holds the advisory lock of its key for as long as it lives, so that after a kill -9 its jobs are known
-- to be nobody's and are taken up again at once.
create table platform.job_worker (
  worker_id text primary key,
  host_key bigint not null,
  started_at timestamptz not null default now()
);

-- Puts a job on the queue with who asked and as what: not told by the caller but read from the scope, so that nobody can ask in another's name.
create function platform.enqueue_job(task text, payload jsonb, run_at timestamptz, job_key text, most_attempts int) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(enqueue_job.task, json_build_object('payload', enqueue_job.payload, 'asker',
    case when platform.current_user_id() is not null then json_build_object('userId', platform.current_user_id(), 'role', platform.current_role_code(),
      'managerId', platform.own_portfolio_of(), 'topInstitutionId', (platform.visible_institutions())[1]) end),
    run_at => enqueue_job.run_at, job_key => enqueue_job.job_key, max_attempts => enqueue_job.most_attempts);
end $$;
revoke execute on function platform.enqueue_job from public;
grant execute on function platform.enqueue_job to liuke_app;
