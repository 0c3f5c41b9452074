import pg from 'pg'
import { connectionOf, ownLane, threadLane, type Lane } from './lane.ts'

/** One of the workers of a publish: copies tables on one connection, runs statements on another. */
export interface Slot {
  lane: Lane
  client: pg.Client
}

/** A fixed number of slots; whoever needs one waits its turn, in the order of asking. */
export interface Slots {
  use<T>(work: (slot: Slot) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Session settings of a connection that builds: index builds side by side share the machine, and a dead caller is noticed. */
const buildSettings = `set max_parallel_maintenance_workers = 0; set synchronous_commit = off; set client_connection_check_interval = '1s'`

/** Opens `count` slots, with threads of their own when `threads` is set. */
export async function openSlots(pool: pg.Pool, count: number, threads: boolean): Promise<Slots> {
  const connection = connectionOf(pool)
  const all: Slot[] = []
  const free: Slot[] = []
  const waiting: ((slot: Slot) => void)[] = []
  const close = async () => {
    await Promise.all(all.flatMap(({ lane, client }) => [lane.close(), client.end()]))
  }
  try {
    for (let n = 0; n < count; n++) {
      const client = new pg.Client(connection)
      client.on('error', () => undefined) // the statement that runs fails by itself
      await client.connect()
      await client.query(buildSettings)
      const slot = { client, lane: threads ? threadLane(connection) : await ownLane(connection) }
      all.push(slot)
      free.push(slot)
    }
  } catch (error) {
    await close()
    throw error
  }
  return {
    async use(work) {
      const slot = free.pop() ?? (await new Promise<Slot>((resolve) => waiting.push(resolve)))
      try {
        return await work(slot)
      } finally {
        const next = waiting.shift()
        if (next) next(slot)
        else free.push(slot)
      }
    },
    close,
  }
}
