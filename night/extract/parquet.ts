import type { Duckdb } from '../engines/duckdb.ts'
import { literal } from './quoting.ts'

/** Rows of a row group: small enough that a scan of sorted customers skips the others. */
const rowGroup = 122_880

/** Writes an ordered SELECT as a Parquet file. The same rows give the same bytes, however many threads there are. */
export async function writeParquet(duckdb: Duckdb, select: string, file: string): Promise<void> {
  await duckdb.run(
    `copy (${select}) to ${literal(file)} (format parquet, compression zstd, row_group_size ${rowGroup}, preserve_order true)`,
  )
}
