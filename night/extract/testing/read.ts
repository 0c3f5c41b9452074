import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDuckdb } from '../../engines/duckdb.ts'

/** Rows of Parquet files (a glob) as arrays of plain values, in file order. */
export async function parquetRows(files: string, columns = '*'): Promise<unknown[][]> {
  const duckdb = await openDuckdb({ threads: 1 })
  try {
    return (await duckdb.all(`select ${columns} from read_parquet('${files}')`)).map((row) => Object.values(row))
  } finally {
    duckdb.close()
  }
}

/** Hash of every file that counts: the catalogue, the deliveries, the keys. */
export function lakeContent(lakeDir: string): Record<string, string> {
  const files = readdirSync(lakeDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const counted = files.filter((file) => !/lock\.duckdb/.test(file)).sort()
  return Object.fromEntries(
    counted.map((file) => [file.slice(lakeDir.length), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  )
}
