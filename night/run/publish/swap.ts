import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientBase } from 'pg'
import { recordParts, type Portion } from './parts.ts'
import { replaceStatements } from './replace.ts'
import { qualified, type Staging } from './staging.ts'
import { wasImpatient } from './transactions.ts'

export interface Swap {
  businessDate: string
  dataAsOf: string
  nightId: number
  fingerprint: string
  stagings: readonly Staging[]
  /** of every table that the date is kept in, also of those where nothing has to be written */
  portions: readonly Portion[]
  /** what else must change together with the night; runs at the end of the same transaction */
  inSwap: (client: ClientBase, current: boolean) => Promise<void>
}

export interface Swapped {
  current: boolean
  /** rows of an already published date that were deleted and inserted to make it this night's; 0 when the date was new */
  changedRows: number
  attempts: number
}

/** Longer than this nobody is waited for: whoever comes after us in the queue would wait as well. What does not fit is tried again. */
const longestWaitMs = 4
const patienceMs = 120_000

/**
 * Brings the staged tables in force, all of them or none, in one transaction and without a lock that readers feel. A new business date is attached; a reader whose
 * snapshot is older than its rows sees them all the same, as they are frozen. Of a date published before only the rows that differ are exchanged. Throws when another
 * one's work on the tables leaves no gap within two minutes.
 */
export async function swap(client: ClientBase, plan: Swap): Promise<Swapped> {
  const started = performance.now()
  for (let attempts = 1; ; attempts++) {
    try {
      return { ...(await attempt(client, plan)), attempts }
    } catch (error) {
      await client.query('rollback')
      if (!wasImpatient(error)) throw error
      if (performance.now() - started > patienceMs) {
        throw new Error('发布切换两分钟内没有等到空隙，已发布的数据没有变化。请稍后重新运行夜间批量。', { cause: error })
      }
      await sleep(5 + Math.random() * 40)
    }
  }
}

async function attempt(client: ClientBase, plan: Swap): Promise<Omit<Swapped, 'attempts'>> {
  const { businessDate, dataAsOf, nightId, fingerprint, stagings, portions } = plan
  const attach = stagings
    .filter(({ replaces }) => !replaces)
    .map(
      (staging) =>
        `alter table ${staging.schema}.${staging.target.model.table} attach partition ${qualified(staging)} for values in ('${businessDate}')`,
    )
  await client.query(['begin', `set local lock_timeout = '${longestWaitMs}ms'`, ...attach, 'set local lock_timeout = 0'].join(';'))
  let changedRows = 0
  for (const statement of stagings.flatMap(replaceStatements)) changedRows += (await client.query(statement)).rowCount ?? 0
  await recordParts(client, portions, businessDate)
  await client.query('update extract.publication set is_current = false where is_current and business_date < $1', [businessDate])
  const { rows } = await client.query<{ current: boolean }>(
    `insert into extract.publication (business_date, data_as_of, night_id, fingerprint, is_current)
     select $1, $2, $3, $4, not exists (select from extract.publication where business_date > $1)
     on conflict (business_date) do update set data_as_of = excluded.data_as_of, night_id = excluded.night_id,
       fingerprint = excluded.fingerprint, published_at = now(), is_current = excluded.is_current
     returning is_current as current`,
    [businessDate, dataAsOf, nightId, fingerprint],
  )
  const current = rows[0]?.current ?? false
  await plan.inSwap(client, current)
  await client.query('commit')
  return { current, changedRows }
}
