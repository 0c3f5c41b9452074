import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The Parquet files of what an engine wrote under a path: the file itself, or those of the folder in the order of their names. */
export function parquetFiles(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .map((name) => join(path, name))
}

/** DuckDB's table function over what an engine wrote under a path. */
export const readParquet = (path: string): string =>
  `read_parquet([${parquetFiles(path)
    .map((file) => `'${file.replaceAll("'", "''")}'`)
    .join(', ')}])`
