import { openDuckdb } from '../../night/engines/duckdb.ts'
import type { ModelType } from '../../night/engines/engine.ts'

const types: Record<string, ModelType> = { BIGINT: 'bigint', INTEGER: 'integer', BOOLEAN: 'boolean', DATE: 'date', VARCHAR: 'text' }

/** Columns of a Parquet file of the lake, in the words of models. Throws on a type the lake does not have. */
export async function columnTypes(file: string): Promise<{ name: string; type: ModelType }[]> {
  const engine = await openDuckdb({ threads: 1 })
  try {
    const rows = await engine.all<{ column_name: string; column_type: string }>(
      `describe select * from read_parquet('${file.replaceAll("'", "''")}')`,
    )
    return rows.map(({ column_name: name, column_type: found }) => {
      const type = types[found]
      if (!type) throw new Error(`${file}: column ${name} is ${found}`)
      return { name, type }
    })
  } finally {
    engine.close()
  }
}
