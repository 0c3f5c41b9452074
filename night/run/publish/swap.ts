import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientBase } from 'pg'
import { qualified, type Staging } from './staging.ts'
import { wasImpatient } from './transactions.ts'

export interface Swap {
  businessDate: string
  dataAsOf: string
  nightId: number
  fingerprint: string
  stagings: readonly Staging[]
  /** what else must change together with the night; runs in the same transaction before any lock that readers feel */
  inSwap: (client: ClientBase, current: boolean) => Promise<void>
}

export interface Swapped {
  current: boolean
  /** how long the lock that readers feel was held or waited for, at most; 0 when the date was new */
  lockMilliseconds: number
  attempts: number
}

/** No reader waits longer than this for a lock we ask for; what does not fit is tried again. */
const longestWaitMs = 4
const patienceMs = 120_000

/**
 * Brings the staged tables in force, all of them or none, in one transaction. A new business date needs no lock that readers feel. Replacing
 * a date needs one: it is asked for in short attempts between the readers. A reader whose snapshot is older than the new rows sees them all the
 * same, as they are frozen. Throws when readers leave no gap within two minutes.
 */
export async function swap(client: ClientBase, plan: Swap): Promise<Swapped> {
  const replaced = plan.stagings.flatMap(({ target, schema }) => {
    const old = target.partitions.get(plan.businessDate)
    return old ? [`alter table ${schema}.${target.model.table} detach partition ${schema}.${old.name}`] : []
  })
  const started = performance.now()
  for (let attempts = 1; ; attempts++) {
    try {
      return { ...(await attempt(client, plan, replaced)), attempts }
    } catch (error) {
      await client.query('rollback')
      if (!wasImpatient(error)) throw error
      if (performance.now() - started > patienceMs) {
        throw new Error('发布切换两分钟内没有等到查询的空隙，已发布的数据没有变化。请稍后重新运行夜间批量。', { cause: error })
      }
      await sleep(5 + Math.random() * 40)
    }
  }
}

async function attempt(client: ClientBase, plan: Swap, detach: readonly string[]): Promise<Omit<Swapped, 'attempts'>> {
  const { businessDate, dataAsOf, nightId, fingerprint } = plan
  const parents = plan.stagings.map(({ target, schema }) => `${schema}.${target.model.table}`)
  const attach = plan.stagings.map(
    (staging) =>
      `alter table ${staging.schema}.${staging.target.model.table} attach partition ${qualified(staging)} for values in ('${businessDate}')`,
  )
  await client.query('begin')
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
  const locked = performance.now()
  if (detach.length > 0) {
    // the publication first: readers ask it first, so nobody holds a table while waiting for another
    await client.query(
      `set local statement_timeout = '${longestWaitMs}ms'; lock table ${['extract.publication', ...parents].join(', ')} in access exclusive mode`,
    )
    await client.query('set local statement_timeout = 0')
  } else await client.query(`set local lock_timeout = '${longestWaitMs}ms'`)
  await client.query([...detach, ...attach, 'commit'].join(';'))
  return { current, lockMilliseconds: detach.length > 0 ? performance.now() - locked : 0 }
}
