import { EventEmitter } from 'node:events'
import { parseCronItems, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { Alive } from './alive.ts'
import { silent } from './prepare-jobs.ts'
import { queuePool } from './queue-pool.ts'
import type { PersonOf, Task, TaskKind } from './task.ts'

/** A job of the clock. */
export interface Recurring {
  kind: TaskKind<Record<string, never>>
  /** cron: minute hour day month weekday, UTC */
  at: string
}

export interface JobsOptions {
  /** the owner's; the queue makes four connections of its own like these */
  pool: pg.Pool
  tasks: readonly Task[]
  recurring?: readonly Recurring[]
  personOf: PersonOf
  /** hears of every run that failed and of trouble with the queue itself */
  onTrouble: (error: unknown) => void
  /** jobs at the same time */
  atOnce?: number
}

export interface Jobs {
  /** Takes no more jobs, gives those under way a moment, then their signal; they are run again at the next start. */
  stop(): Promise<void>
}

const sweepEveryMs = 30_000
const againAfterMs = 1_000
const patienceMs = 500

/** Runs the jobs of this database for as long as the process serves. The queue must have been prepared (`prepareJobs`). */
export function startJobs(options: JobsOptions): Jobs {
  const { onTrouble } = options
  const pool = queuePool(options.pool, onTrouble)
  const alive = new Alive(pool)
  const ending = new AbortController()
  let runner: Runner | undefined
  const turn = async () => {
    await alive.hold()
    await alive.freeJobsOfTheDead()
  }
  const sweep = setInterval(() => void turn().catch(onTrouble), sweepEveryMs).unref()
  const living = (async () => {
    while (!ending.signal.aborted) {
      try {
        await turn()
        runner = await runnerOf({ ...options, pool }, alive)
        if (ending.signal.aborted) await runner.stop()
        await runner.promise
      } catch (error) {
        onTrouble(error)
      }
      // the queue lost its database: it comes back, and so do we
      await pause(againAfterMs, ending.signal)
    }
  })()
  return {
    async stop() {
      clearInterval(sweep)
      ending.abort()
      const running = runner
      await Promise.allSettled([running?.stop(), living])
      await alive.end().catch(onTrouble)
      await pool.end()
    },
  }
}

/** Ends at once when asked to end. */
function pause(ms: number, ending: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (ending.aborted) return resolve()
    const timer = setTimeout(resolve, ms)
    ending.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

function runnerOf({ pool, tasks, recurring = [], personOf, onTrouble, atOnce = 2 }: JobsOptions, alive: Alive): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter()
  events.on('worker:create', ({ worker }) => void alive.register(worker.workerId).catch(onTrouble))
  events.on('job:error', ({ job, error }) =>
    onTrouble(new Error(`后台任务 ${job.task_identifier} 第 ${job.attempts} 次没有做完`, { cause: error })),
  )
  for (const event of ['pool:fatalError', 'worker:fatalError'] as const) events.on(event, ({ error }) => onTrouble(error))
  return run({
    pgPool: pool,
    concurrency: atOnce,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: patienceMs,
    logger: silent,
    events,
    taskList: taskListOf(tasks, personOf),
    parsedCronItems: parseCronItems(recurring.map(({ kind, at }) => ({ task: kind.name, match: at }))),
  })
}

function taskListOf(tasks: readonly Task[], personOf: PersonOf): TaskList {
  const entries = tasks.map((task): [string, TaskList[string]] => [
    task.name,
    (told, { job, abortSignal }) =>
      task.run(told, { attempt: job.attempts, last: job.attempts >= job.max_attempts, signal: abortSignal }, personOf),
  ])
  return Object.fromEntries(entries)
}
