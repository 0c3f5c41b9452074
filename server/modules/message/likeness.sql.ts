import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Fingerprint } from './likeness.rules.ts'

export interface AlikeText {
  userId: number
  staffName: string
  writtenOn: string
  shingles: number[]
}

/** at most so many are compared exactly: those that share most bands */
const comparedAtMost = 200

/** What all staff wrote since a date that may be like a text, by its bands. Neither customers nor texts are told. */
export async function alikeTexts(trx: Scoped, { bands }: Fingerprint, since: string): Promise<AlikeText[]> {
  if (bands.length === 0) return []
  const { rows } = await sql<AlikeText>`
    select user_id as "userId", staff_name as "staffName", written_on as "writtenOn", shingles
    from message.alike(${bands}::int[], ${since}::date, ${comparedAtMost})`.execute(trx)
  return rows
}

export async function insertFingerprint(
  trx: Scoped,
  messageId: string,
  { bands, shingles }: Fingerprint,
  by: { userId: number; staffName: string; on: string },
): Promise<void> {
  await sql`insert into message.fingerprint (message_id, user_id, staff_name, written_on, bands, shingles)
    values (${messageId}, ${by.userId}, ${by.staffName}, ${by.on}::date, ${bands}::int[], ${shingles}::int[])`.execute(trx)
}
