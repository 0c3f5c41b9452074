import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { CheckRecord, NightRecord, StepRecord } from './contract.ts'

export type NightDetail = NightRecord & { steps: StepRecord[]; checks: CheckRecord[] }

export async function beginNight(database: Database, businessDate: string, steps: readonly StepRecord[]): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into extract.night (business_date, outcome, steps) values (${businessDate}, 'running', ${JSON.stringify(steps)}::jsonb) returning id`.execute(
    database,
  )
  const id = rows[0]?.id
  if (id === undefined) throw new Error('insert into extract.night returned no id')
  return id
}

export async function saveSteps(database: Database, id: number, steps: readonly StepRecord[]): Promise<void> {
  await sql`update extract.night set steps = ${JSON.stringify(steps)}::jsonb where id = ${id}`.execute(database)
}

/** What the computation gave, before anything is published. */
export interface ComputedNight {
  dataAsOf: string
  fingerprint: string
  customers: number | null
  checks: readonly CheckRecord[]
}

export async function saveComputed(database: Database, id: number, night: ComputedNight): Promise<void> {
  const failed = night.checks.filter((check) => !check.passed).length
  await sql`
    update extract.night set data_as_of = ${night.dataAsOf}, fingerprint = ${night.fingerprint}, customers = ${night.customers},
      checks = ${JSON.stringify(night.checks)}::jsonb, failed_checks = ${failed}
    where id = ${id}`.execute(database)
}

export async function endNight(
  database: Database,
  id: number,
  outcome: 'published' | 'computed' | 'stopped' | 'failed',
  message: string | null,
): Promise<void> {
  await sql`update extract.night set outcome = ${outcome}, finished_at = now(), message = ${message} where id = ${id}`.execute(database)
}

/** Marks nights whose process was killed. Call only while no night can be running. */
export async function failAbandonedNights(database: Database, message: string): Promise<void> {
  await sql`
    update extract.night set outcome = 'failed', finished_at = now(), message = ${message},
      steps = (select coalesce(jsonb_agg(case when step ->> 'state' = 'running' then step || '{"state": "failed"}' else step end order by place), '[]')
        from jsonb_array_elements(steps) with ordinality as s (step, place))
    where outcome = 'running'`.execute(database)
}

/** The night that runs now, for whoever has to wait for it. */
export async function runningNight(database: Database): Promise<{ businessDate: string; startedAt: Date } | undefined> {
  const { rows } = await sql<{ businessDate: string; startedAt: Date }>`
    select business_date as "businessDate", started_at as "startedAt" from extract.night where outcome = 'running' order by id desc limit 1`.execute(
    database,
  )
  return rows[0]
}

const record = sql`id, business_date as "businessDate", data_as_of as "dataAsOf", outcome, started_at as "startedAt", finished_at as "finishedAt", customers,
  (select count(*)::int from jsonb_array_elements(steps) step where step ->> 'state' = 'done') as "stepsDone", jsonb_array_length(steps) as "stepsTotal",
  failed_checks as "failedChecks", message`

interface Row extends Omit<NightDetail, 'startedAt' | 'finishedAt'> {
  startedAt: Date
  finishedAt: Date | null
}
const present = (row: Row): NightDetail => ({
  ...row,
  startedAt: row.startedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
})

/** The newest nights first. */
export async function newestNights(database: Database, limit: number): Promise<NightRecord[]> {
  const { rows } = await sql<Row>`select ${record} from extract.night order by id desc limit ${limit}`.execute(database)
  return rows.map(present)
}

export async function nightById(database: Database, id: number): Promise<NightDetail | undefined> {
  const { rows } = await sql<Row>`select ${record}, steps, checks from extract.night where id = ${id}`.execute(database)
  return rows[0] && present(rows[0])
}
