import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { Statement } from './statements.ts'

export interface Rate {
  done: number
  perSecond: number
  /** milliseconds */
  p99: number
}

/** So many clients, each one statement after the other on a connection of its own, for so many seconds. */
export async function clientsAt(connection: pg.ClientConfig, clients: number, seconds: number, statement: Statement): Promise<Rate> {
  const took: number[] = []
  const opened = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client(connection)
      await client.connect()
      return client
    }),
  )
  const from = performance.now()
  const until = from + seconds * 1000
  const work = Promise.all(
    opened.map(async (client, which) => {
      for (let number = 0; performance.now() < until; number++) {
        const began = performance.now()
        await client.query({ name: statement.name, text: statement.text, values: statement.values(which, number) })
        took.push(performance.now() - began)
      }
    }),
  )
  try {
    await work
  } finally {
    await Promise.all(opened.map((client) => client.end()))
  }
  const elapsed = (performance.now() - from) / 1000
  took.sort((a, b) => a - b)
  return { done: took.length, perSecond: took.length / elapsed, p99: took[Math.floor(took.length * 0.99)] ?? NaN }
}

/** Reads the resident memory of a connection's backend in MB (Linux; elsewhere NaN), shared buffers not counted. */
export function backendMemory(client: pg.Client): () => Promise<number> {
  const pid = (client as unknown as { processID: number }).processID
  return () => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      const kilobytes = Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1])
      return Promise.resolve(kilobytes / 1024)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Promise.resolve(NaN)
      throw error
    }
  }
}

const ticksPerSecond = 100

/** Reads the processor seconds that a connection's backend has used (Linux; elsewhere NaN): on a busy machine they say more than the clock. */
export function backendSeconds(client: pg.Client): () => number {
  const pid = (client as unknown as { processID: number }).processID
  return () => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NaN
      throw error
    }
  }
}
