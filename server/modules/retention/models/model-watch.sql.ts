import { sql } from 'kysely'
import type { Drift, ModelFile } from '../../../../learn/index.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'

export interface WatchRecord {
  businessDate: string
  watchedAt: Date
  content: Drift
}

/** `watchedAt` left out: now, by the database's clock. */
type NewWatch = Omit<WatchRecord, 'watchedAt'> & { watchedAt?: Date | undefined }

/** Keeps what was seen of a model. `owner` is the owner's handle. */
export async function insertWatch(owner: Database, version: number, { businessDate, watchedAt, content }: NewWatch): Promise<void> {
  await sql`insert into retention.model_watch (version, business_date, watched_at, content)
    values (${version}, ${businessDate}, coalesce(${watchedAt ?? null}::timestamptz, now()), ${JSON.stringify(content)}::jsonb)`.execute(
    owner,
  )
}

/** Whether a version was looked at on a night from the newest month end up to a business date on. */
export async function isWatchedSince(owner: Database, version: number, businessDate: string): Promise<boolean> {
  const { rows } = await sql`
    select from retention.model_watch where version = ${version} and business_date <= ${businessDate}
      and business_date >= (date_trunc('month', ${businessDate}::date + 1) - interval '1 day')::date limit 1`.execute(owner)
  return rows.length > 0
}

/** The last look at each night, newest night first, a dozen at most. */
export async function watchesOf(trx: Scoped, version: number): Promise<WatchRecord[]> {
  const { rows } = await sql<WatchRecord>`
    select business_date as "businessDate", watched_at as "watchedAt", content from (
      select distinct on (business_date) * from retention.model_watch where version = ${version} order by business_date, id desc) newest
    order by business_date desc limit 12`.execute(trx)
  return rows
}

interface VersionRecord {
  version: number
  part: 'champion' | 'challenger'
  state: 'proposed' | 'approved' | 'refused' | 'withdrawn' | 'ended'
  /** the challenger it was made of */
  promotes: number | null
  validFrom: string
  madeBy: string
  decidedBy: string | null
  card: ModelFile['card']
}

/** Versions and what became of them, newest first, twenty at most. */
export async function modelVersions(trx: Scoped): Promise<VersionRecord[]> {
  const { rows } = await sql<VersionRecord>`
    select m.version, m.part, m.promotes, m.valid_from as "validFrom", m.made_name as "madeBy", m.content -> 'card' as card,
      coalesce(e.event, 'proposed') as state, e.by_name as "decidedBy"
    from retention.model m left join lateral (
      select * from retention.model_event o where o.version = m.version and o.event <> 'proposed' order by o.event = 'ended' desc limit 1) e on true
    order by m.version desc limit 20`.execute(trx)
  return rows
}
