import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ModelRecord } from './model.sql.ts'

export interface ChallengerRecord extends ModelRecord {
  /** the request it was approved by */
  requestId: string
  sources: Readonly<Record<string, readonly string[]>>
}

const challenger = sql`
  select m.version, m.digest, m.valid_from as "validFrom", m.content, m.sources, e.request_id::text as "requestId" from retention.model m
  join retention.model_event e on e.version = m.version and e.event = 'approved'
  left join retention.model_event ended on ended.version = m.version and ended.event = 'ended'
  where m.part = 'challenger'`

/** The approved challenger that nobody has ended, whether its day has come or not. */
export async function standingChallenger(trx: Database | Scoped): Promise<ChallengerRecord | undefined> {
  const { rows } = await sql<ChallengerRecord>`${challenger} and ended.version is null order by m.version desc limit 1`.execute(trx)
  return rows[0]
}

/** The challenger the night of a business date scores beside the model in force; of a day gone by the one that stood then. */
export async function challengerOn(database: Database, businessDate: string): Promise<ChallengerRecord | undefined> {
  const { rows } = await sql<ChallengerRecord>`
    ${challenger} and m.valid_from <= ${businessDate} and (ended.version is null or ended.from_on > ${businessDate})
    order by m.valid_from desc, m.version desc limit 1`.execute(database)
  return rows[0]
}
