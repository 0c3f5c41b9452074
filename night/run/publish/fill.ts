import type { Slots } from './slots.ts'
import {
  analyzeStatement,
  constraintStatements,
  createStatements,
  indexStatements,
  qualified,
  rowsWanted,
  type Staging,
} from './staging.ts'

export interface FillProgress {
  onRows(rows: number): void
  onIndex(): void
}

/**
 * Makes and fills a staged table from its mart's Parquet file, then gives it the statistics and indexes of the published table.
 * Throws when PostgreSQL took another number of rows than the mart holds of its outlets.
 */
export async function fill(slots: Slots, staging: Staging, businessDate: string, progress: FillProgress): Promise<void> {
  const { columns, wanted } = staging.target
  const { file } = staging
  const job = {
    file,
    wanted,
    only: rowsWanted(staging),
    columns,
    table: qualified(staging),
    create: createStatements(staging, businessDate),
  }
  const rows = await slots.use(({ lane }) => lane.copy(job, progress.onRows))
  if (rows !== staging.rows) throw new Error(`发布 ${qualified(staging)} 时行数不符：应为 ${staging.rows}，实为 ${rows}。`)
  await allSettled([
    slots.use(({ client }) => client.query(analyzeStatement(staging))),
    ...indexStatements(staging).map(async (statement) => {
      await slots.use(({ client }) => client.query(statement))
      progress.onIndex()
    }),
  ])
  for (const statement of constraintStatements(staging)) await slots.use(({ client }) => client.query(statement))
}

/** Like Promise.all, but a failure is thrown only when all have come to rest: nothing goes on working behind the caller's back. */
export async function allSettled(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
