import type { Client } from 'pg'
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams'
import { readColumns, type ColumnWanted, type RowsWanted } from '../../engines/columns.ts'
import { copyHeader, copyTrailer, encodeRows, type PublishedColumn } from './encode.ts'

/** A mart's file and the table it goes into. */
export interface CopyJob {
  file: string
  wanted: readonly ColumnWanted[]
  /** all rows of the file when absent */
  only?: RowsWanted | undefined
  columns: readonly PublishedColumn[]
  /** schema-qualified, of known identifiers */
  table: string
  /** makes the table; in the transaction of the COPY, which spares the write-ahead log where the server allows it */
  create: readonly string[]
}

/**
 * Makes a table and fills it by one binary COPY, in one transaction. The rows are frozen: as good as old, no reader or vacuum touches them
 * again. Returns the rows PostgreSQL took; `onRows` hears of rows sent, chunk by chunk. When it throws the table is not there.
 */
export async function copyTable(client: Client, job: CopyJob, onRows: (rows: number) => void): Promise<number> {
  await client.query('begin')
  try {
    for (const statement of job.create) await client.query(statement)
    const names = job.columns.map((column) => `"${column.name}"`).join(', ')
    const sink = client.query(copyFrom(`copy ${job.table} (${names}) from stdin (format binary, freeze)`))
    await send(sink, job, onRows)
    await client.query('commit')
    return sink.rowCount
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Above this many bytes a write is called back when the socket holds none of them any more; below, its memory must not be used again. */
const surelySent = 1 << 17

async function send(sink: CopyStreamQuery, job: CopyJob, onRows: (rows: number) => void): Promise<void> {
  let refused: Error | undefined
  const finished = new Promise<void>((resolve, reject) => {
    sink.once('finish', resolve)
    sink.once('error', (error) => reject((refused = error)))
  })
  void Promise.allSettled([finished]) // it is told below
  // two in turn: one is on its way while the other is filled
  const spaces: Buffer[] = [Buffer.alloc(0), Buffer.alloc(0)]
  let sent = write(sink, copyHeader)
  let turn = 0
  try {
    for await (const chunk of readColumns(job.file, job.wanted, job.only)) {
      const bytes = encodeRows(chunk, job.columns, spaces[turn] ?? Buffer.alloc(0))
      await Promise.race([sent, finished])
      sent = write(sink, bytes)
      spaces[turn] = bytes.length > surelySent ? Buffer.from(bytes.buffer, bytes.byteOffset) : Buffer.alloc(0)
      turn = 1 - turn
      onRows(chunk.rows)
    }
    await Promise.race([sent, finished])
    sink.end(copyTrailer)
    await finished
  } catch (error) {
    // what the server refused it has ended itself; what failed on our side has to be called off
    if (!refused) sink.destroy(error instanceof Error ? error : new Error(String(error)))
    throw refused ?? error
  }
}

const write = (sink: CopyStreamQuery, bytes: Buffer): Promise<void> => {
  const written = new Promise<void>((resolve, reject) => sink.write(bytes, (error) => (error ? reject(error) : resolve())))
  void Promise.allSettled([written])
  return written
}
