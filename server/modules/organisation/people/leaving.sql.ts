import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'

/** Notes that a person leaves: from `leftOn` on no post, no deputy and no portfolio that was handed to them. By the owner's handle. */
export async function leaveRows(database: Database, staffId: number, leftOn: string, by: number, now: Date): Promise<void> {
  await sql`update organisation.staff set left_on = ${leftOn}, left_source = 'screen' where id = ${staffId}`.execute(database)
  await sql`update organisation.post set until_on = greatest(from_on, ${leftOn}::date), ended_by = ${by}, ended_at = ${now}
    where staff_id = ${staffId} and (until_on is null or until_on > ${leftOn})`.execute(database)
  await sql`update organisation.deputy set until_on = greatest(from_on, ${leftOn}::date), ended_by = ${by}, ended_at = ${now}
    where (deputy_id = ${staffId} or (principal_id = ${staffId} and kind = 'deputy')) and (until_on is null or until_on > ${leftOn})`.execute(
    database,
  )
}

/** Takes a leaving back that was noted on screen; posts are given anew. */
export async function rejoinRow(database: Database, staffId: number): Promise<void> {
  await sql`update organisation.staff set left_on = null, left_source = null where id = ${staffId} and left_source = 'screen'`.execute(
    database,
  )
}
