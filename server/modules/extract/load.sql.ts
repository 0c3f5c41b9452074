import { sql } from 'kysely'
import type { LoadProgress, LoadResult } from '../../../night/extract/load.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { LoadRecord } from './contract.ts'

export type LoadDetail = LoadRecord & { tables: LoadResult['tables']; problems: LoadResult['problems'] }

/** Writes down that a load begins. `businessDate` is null when the delivery itself tells it. */
export async function beginLoad(database: Database, mapping: string, businessDate: string | null): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into extract.load (mapping, business_date, outcome) values (${mapping}, ${businessDate}, 'running') returning id`.execute(
    database,
  )
  const id = rows[0]?.id
  if (id === undefined) throw new Error('insert into extract.load returned no id')
  return id
}

export async function saveLoadProgress(database: Database, id: number, { step, item, done, total }: LoadProgress): Promise<void> {
  await sql`update extract.load set progress = ${JSON.stringify({ step, item, done, total })}::jsonb where id = ${id} and outcome = 'running'`.execute(
    database,
  )
}

export async function endLoad(database: Database, id: number, result: LoadResult): Promise<void> {
  const businessDate = /^\d{4}-\d{2}-\d{2}$/.test(result.businessDate) ? result.businessDate : null
  await sql`
    update extract.load set business_date = coalesce(${businessDate}, business_date), outcome = ${result.outcome}, finished_at = now(), progress = null,
      rows = ${result.outcome === 'refused' ? null : result.rows}, tables = ${JSON.stringify(result.tables)}::jsonb,
      problems = ${JSON.stringify(result.problems)}::jsonb, problem_count = ${result.problemCount}
    where id = ${id}`.execute(database)
}

export async function failLoad(database: Database, id: number, message: string): Promise<void> {
  await sql`update extract.load set outcome = 'failed', finished_at = now(), progress = null, message = ${message} where id = ${id}`.execute(
    database,
  )
}

/** Marks loads whose process was killed. Call only while no load can be running. */
export async function failAbandonedLoads(database: Database, message: string): Promise<void> {
  await sql`update extract.load set outcome = 'failed', finished_at = now(), progress = null, message = ${message} where outcome = 'running'`.execute(
    database,
  )
}

const record = sql`id, business_date as "businessDate", mapping, outcome, started_at as "startedAt", finished_at as "finishedAt", rows::float8 as rows,
  problem_count as "problemCount", progress, message`

interface Row extends Omit<LoadDetail, 'startedAt' | 'finishedAt'> {
  startedAt: Date
  finishedAt: Date | null
}
const present = (row: Row): LoadDetail => ({
  ...row,
  startedAt: row.startedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
})

/** The newest loads first. */
export async function newestLoads(database: Database, limit: number): Promise<LoadRecord[]> {
  const { rows } = await sql<Row>`select ${record} from extract.load order by id desc limit ${limit}`.execute(database)
  return rows.map(present)
}

export async function loadById(database: Database, id: number): Promise<LoadDetail | undefined> {
  const { rows } = await sql<Row>`select ${record}, tables, problems from extract.load where id = ${id}`.execute(database)
  return rows[0] && present(rows[0])
}
