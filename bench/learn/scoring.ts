import { join, dirname } from 'node:path'
import { openDuckdb } from '../../night/engines/duckdb.ts'
import { duckdbPrelude } from '../../night/engines/prelude.ts'
import { openTableFile } from '../../night/engines/table-file.ts'
import { fitModel } from '../../learn/fit.ts'
import { readParts, readTableFile } from '../../learn/read-table.ts'
import { createScorer } from '../../learn/score.ts'
import { scoreSql } from '../../learn/score-sql.ts'
import type { NumberColumn } from '../../learn/table.ts'

/** Learns from a table, then scores as many customers as wished (its rows again and again, stirred) from Parquet, by program and by query. */
export async function measureScoring(file: string, customers: number) {
  const table = await readTableFile(file)
  const label = Uint8Array.from((table.columns.find(({ name }) => name === 'label') as NumberColumn).values)
  const features = { rows: table.rows, columns: table.columns.filter(({ name }) => name !== 'label') }
  const { model } = await fitModel({ table: features, label, named: { column: 'label', positive: '1' }, seed: 1 })
  const parquet = join(dirname(file), 'many.parquet')
  const duckdb = await openDuckdb({ threads: 2 })
  for (const statement of duckdbPrelude) await duckdb.run(statement)
  try {
    await duckdb.run(`copy (select cast(row_number() over () as bigint) as id, t.* from '${file}' t, range(${Math.ceil(customers / table.rows)}) limit ${customers})
      to '${parquet}' (format parquet)`)
    const scorer = createScorer(model)
    const points = new Float64Array(customers)
    const program = await timed(async () => {
      const many = await openTableFile(parquet)
      let from = 0
      for await (const part of readParts(many, scorer.columns, [], 65_536)) {
        points.set(scorer.score(part).points, from)
        from += part.rows
      }
      many.close()
    })
    const types = await duckdb.all<{ column_name: string; column_type: string }>(`describe from read_parquet('${parquet}')`)
    const wholes = new Set(types.filter((column) => column.column_type === 'BIGINT').map((column) => column.column_name))
    const sql = scoreSql(model, {
      from: `read_parquet('${parquet}')`,
      keys: ['id'],
      quote: (name) => `"${name}"`,
      prelude: true,
      whole: (name) => wholes.has(name),
    })
    const query = await timed(() => duckdb.run(`create table scored as ${sql}`))
    const read = await duckdb.connection.runAndReadAll('select points from scored order by id')
    const differing = read.getColumnsJS()[0]?.filter((value, row) => Number(value) !== points[row]).length ?? customers
    return { customers, features: model.features.length, pairs: model.pairs.length, program, query, differing }
  } finally {
    duckdb.close()
  }
}

/** Seconds by the clock, and of the processor: on a machine that others use too only the second says something. */
async function timed(work: () => Promise<unknown>): Promise<{ seconds: number; cpu: number }> {
  const cpu = process.cpuUsage()
  const started = performance.now()
  await work()
  const seconds = (performance.now() - started) / 1000
  const used = process.cpuUsage(cpu)
  return { seconds, cpu: (used.user + used.system) / 1e6 }
}
