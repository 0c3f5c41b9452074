import type { Slots } from './slots.ts'
import type { CopyJob } from './copy.ts'
import { constraintStatements, indexStatements, qualified, settleStatement, type Staging } from './staging.ts'

/** Rows of one COPY: two row groups of the engine's Parquet files, so that a slice reads whole groups only. */
const sliceRows = 245_760

export interface FillProgress {
  onRows(rows: number): void
  onIndex(): void
}

/**
 * Fills a staged table from its mart's Parquet file, in slices side by side, then gives it the statistics and indexes of the published table.
 * Throws when PostgreSQL took another number of rows than the file has.
 */
export async function fill(slots: Slots, staging: Staging, file: string, progress: FillProgress): Promise<void> {
  const jobs: CopyJob[] = []
  for (let from = 0; from < staging.rows; from += sliceRows) {
    const slice = { file, columns: staging.target.wanted, from, to: Math.min(from + sliceRows, staging.rows) }
    jobs.push({ slice, columns: staging.target.columns, table: qualified(staging) })
  }
  const taken = await allSettled(jobs.map((job) => slots.use(({ lane }) => lane.copy(job, progress.onRows))))
  const total = taken.reduce((sum, rows) => sum + rows, 0)
  if (total !== staging.rows) throw new Error(`发布 ${qualified(staging)} 时行数不符：应为 ${staging.rows}，实为 ${total}。`)

  await slots.use(({ client }) => client.query(settleStatement(staging)))
  await allSettled(
    indexStatements(staging).map(async (statement) => {
      await slots.use(({ client }) => client.query(statement))
      progress.onIndex()
    }),
  )
  for (const statement of constraintStatements(staging)) await slots.use(({ client }) => client.query(statement))
}

/** Like Promise.all, but a failure is thrown only when all have come to rest: nothing goes on working behind the caller's back. */
export async function allSettled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(work)
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
