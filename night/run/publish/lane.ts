import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { copyTable, type CopyJob } from './copy.ts'

export interface LaneSetup {
  connection: pg.ClientConfig
}

export type LaneAnswer = { kind: 'rows'; rows: number } | { kind: 'done'; rows: number } | { kind: 'failed'; message: string }

/** Something that copies one table at a time into PostgreSQL. */
export interface Lane {
  copy(job: CopyJob, onRows: (rows: number) => void): Promise<number>
  close(): Promise<void>
}

/** What a thread needs to reach the same database as the pool. */
export function connectionOf(pool: pg.Pool): pg.ClientConfig {
  const { connectionString, host, port, user, password, database, options, ssl } = pool.options
  const given = { connectionString, host, port, user, password, database, options, ssl, application_name: 'liuke publish' }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** A lane on a connection of this thread: what a small bank needs. */
export async function ownLane(connection: pg.ClientConfig): Promise<Lane> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined) // the COPY that runs fails by itself
  await client.connect()
  return { copy: (job, onRows) => copyTable(client, job, onRows), close: () => client.end() }
}

/** A lane in a thread of its own, so that several encode at once. */
export function threadLane(connection: pg.ClientConfig): Lane {
  const worker = new Worker(new URL('./copy-worker.ts', import.meta.url), { workerData: { connection } satisfies LaneSetup })
  return {
    copy: (job, onRows) => runIn(worker, job, onRows),
    close: async () => {
      const gone = once(worker, 'exit')
      worker.postMessage('end')
      await gone
    },
  }
}

function runIn(worker: Worker, job: CopyJob, onRows: (rows: number) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      worker.off('message', hear).off('error', fail).off('exit', gone)
      finish()
    }
    const fail = (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error))))
    const gone = () => fail(new Error('发布线程意外退出，请重新运行夜间批量。'))
    const hear = (answer: LaneAnswer) => {
      if (answer.kind === 'rows') onRows(answer.rows)
      else if (answer.kind === 'done') settle(() => resolve(answer.rows))
      else fail(new Error(answer.message))
    }
    worker.on('message', hear).on('error', fail).on('exit', gone)
    worker.postMessage(job)
  })
}
