import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { readColumns, type Slice } from '../../engines/columns.ts'
import { copyHeader, copyTrailer, encodeRows, type PublishedColumn } from './encode.ts'

/** A slice of a mart and the table it goes into. */
export interface CopyJob {
  slice: Slice
  columns: readonly PublishedColumn[]
  /** schema-qualified, of known identifiers */
  table: string
}

/** Copies a slice into a table by one binary COPY. Returns the rows PostgreSQL took; `onRows` hears of rows sent, chunk by chunk. */
export async function copySlice(client: Client, job: CopyJob, onRows: (rows: number) => void): Promise<number> {
  async function* encoded() {
    yield copyHeader
    for await (const chunk of readColumns(job.slice)) {
      yield encodeRows(chunk, job.columns)
      onRows(chunk.rows)
    }
    yield copyTrailer
  }
  const names = job.columns.map((column) => `"${column.name}"`).join(', ')
  const sink = client.query(copyFrom(`copy ${job.table} (${names}) from stdin (format binary)`))
  await pipeline(Readable.from(encoded(), { objectMode: true, highWaterMark: 2 }), sink)
  return sink.rowCount
}
