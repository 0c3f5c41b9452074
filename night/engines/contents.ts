import { DuckDBInstance } from '@duckdb/node-api'
import type { ColumnWanted } from './columns.ts'
import { readParquet } from './parquet-files.ts'

/** The rows of a mart that belong to one part of it, e.g. an outlet. */
export interface Content {
  part: number
  rows: number
  /** of what the rows say, whatever their order; two contents with the same digest and number of rows are equal */
  digest: string
}

/** A mart's file, the columns that count and the integer column that tells the parts; without one the mart is one part, 0. */
export interface Contents {
  file: string
  columns: readonly ColumnWanted[]
  by: string | undefined
  /** only these parts; all when absent */
  only?: readonly number[] | undefined
}

const quoted = (identifier: string) => `"${identifier}"`

/**
 * What each mart holds, part by part, in order of the parts. A digest is the sum of 64-bit hashes of the rows, each mixed once more so that values which change places
 * between two rows do not cancel out. Another version of the engine may hash otherwise: then nothing is equal, which is slower but right. Throws when a file is missing.
 */
export async function readContents(marts: readonly Contents[]): Promise<Content[][]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const all: Content[][] = []
    for (const { file, columns, by, only } of marts) {
      const values = columns.map(({ name, type }) => `cast(${quoted(name)} as ${type})`).join(', ')
      const where = by !== undefined && only ? `where ${quoted(by)} in (${only.join(', ')})` : ''
      const read = await connection.runAndReadAll(
        `select ${by === undefined ? '0' : quoted(by)} as part, count(*), cast(sum(hash(hash(${values}))) as varchar) from ${readParquet(file)} ${where} group by 1 order by 1`,
      )
      all.push(read.getRows().map(([part, rows, digest]) => ({ part: Number(part), rows: Number(rows), digest: String(digest) })))
    }
    return all
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
