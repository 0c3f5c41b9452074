import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

type Answer = Awaited<ReturnType<PostgresPoolClient['query']>>

/** Statements whose answer nobody reads: they go out together with the next one. */
const unanswered = /^(?:start transaction|set local) /
/** What can be prepared though it has no parameters. */
const asks = /^\s*(?:select|with)\s/
/** A statement is prepared when it comes for the third time, and at most so many a pool: lists have as many texts as people have ideas. */
const preparedFrom = 3
const preparedAtMost = 200

/** Which statements of a pool are worth preparing; the same name on every connection of it. */
class Statements {
  readonly #seen = new Map<string, number>()
  readonly #names = new Map<string, string>()

  nameOf(text: string): string | undefined {
    const name = this.#names.get(text)
    if (name !== undefined || this.#names.size >= preparedAtMost) return name
    const seen = (this.#seen.get(text) ?? 0) + 1
    if (seen < preparedFrom) {
      if (this.#seen.size > 10 * preparedAtMost) this.#seen.clear()
      this.#seen.set(text, seen)
      return undefined
    }
    this.#seen.delete(text)
    const given = `liuke_${this.#names.size}`
    this.#names.set(text, given)
    return given
  }
}

/**
 * A connection of few round trips: the start of a transaction and its settings travel with the first statement, what is asked before the answer to the last was waited
 * for travels with that, and what is asked again and again is parsed once. An error of a held statement is the error of the one it travelled with. The client must be
 * in pipeline mode.
 */
class EagerClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient
  readonly #statements: Statements
  #held: string[] = []
  #corked = false

  constructor(client: pg.PoolClient, statements: Statements) {
    this.#client = client
    this.#statements = statements
  }

  query<R>(text: string, parameters: readonly unknown[]): Promise<Answer & { rows: R[] }>
  query(): never
  query(text = '', parameters: readonly unknown[] = []): Promise<Answer> {
    if (parameters.length === 0 && unanswered.test(text)) {
      this.#held.push(text)
      return Promise.resolve({ command: 'BEGIN', rowCount: 0, rows: [] } as unknown as Answer)
    }
    const held = this.#held
    this.#held = []
    if (held.length > 0 && (text === 'commit' || text === 'rollback')) {
      return Promise.resolve({ command: text.toUpperCase(), rowCount: 0, rows: [] } as unknown as Answer)
    }
    return this.#send(held, text, [...parameters])
  }

  async #send(held: readonly string[], text: string, values: unknown[]): Promise<Answer> {
    const name = values.length > 0 || asks.test(text) ? this.#statements.nameOf(text) : undefined
    this.#inOnePacket()
    const before = held.length > 0 ? this.#client.query(held.join('; ')) : undefined
    const answer = this.#client.query(name === undefined ? { text, values } : { name, text, values })
    await Promise.all([before, answer])
    return (await answer) as unknown as Answer
  }

  /** What is sent until the program next waits for something leaves by one write. */
  #inOnePacket(): void {
    if (this.#corked) return
    this.#corked = true
    const { stream } = this.#client.connection
    stream.cork()
    process.nextTick(() => {
      this.#corked = false
      stream.uncork()
    })
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy ?? this.#held.length > 0)
  }
}

/** The pool as Kysely takes it, with eager connections. `pool` must have been opened with `pipeline: true`. */
export function eagerPool(pool: pg.Pool): PostgresPool {
  const statements = new Statements()
  const clients = new WeakMap<pg.PoolClient, EagerClient>()
  const connect = async () => {
    const client = await pool.connect()
    const known = clients.get(client)
    if (known) return known
    const made = new EagerClient(client, statements)
    clients.set(client, made)
    return made
  }
  return { connect, end: () => pool.end(), options: pool.options }
}
