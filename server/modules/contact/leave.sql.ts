import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** The institution of a member of staff within these; undefined otherwise. */
export async function institutionOfStaff(trx: Scoped, staffId: number, institutions: readonly number[]): Promise<number | undefined> {
  const { rows } = await sql<{ institutionId: number }>`
    select institution_id as "institutionId" from organisation.staff where id = ${staffId} and institution_id = any(${[...institutions]}::int[])`.execute(
    trx,
  )
  return rows[0]?.institutionId
}

export async function insertLeave(
  trx: Scoped,
  { staffId, fromOn, untilOn, userId, at }: { staffId: number; fromOn: string; untilOn: string; userId: number; at: Date },
): Promise<void> {
  await sql`insert into contact.leave (staff_id, from_on, until_on, recorded_by, recorded_at) values (${staffId}, ${fromOn}, ${untilOn}, ${userId}, ${at})`.execute(
    trx,
  )
}
