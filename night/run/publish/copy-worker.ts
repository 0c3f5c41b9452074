import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { copyTable, type CopyJob } from './copy.ts'
import type { LaneAnswer, LaneSetup } from './lane.ts'

/** One lane of publish in a thread of its own: encodes and copies tables on its own connection, one after the other. */
const port = parentPort
if (!port) throw new Error('copy-worker.ts is started by lane.ts')
const { connection } = workerData as LaneSetup
const client = new pg.Client(connection)
// a broken connection also fails the job that runs on it; without a listener it would end the thread before the job could say so
client.on('error', (error) => console.error(error.message))
const answer = (message: LaneAnswer) => port.postMessage(message)
const ready = client.connect()
// the failure is told by the first job
void Promise.allSettled([ready])

port.on('message', (job: CopyJob | 'end') => {
  void (job === 'end' ? end() : run(job))
})

async function run(job: CopyJob): Promise<void> {
  try {
    await ready
    answer({ kind: 'done', rows: await copyTable(client, job, (rows) => answer({ kind: 'rows', rows })) })
  } catch (error) {
    answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}

async function end(): Promise<void> {
  await client.end()
  port?.close()
}
