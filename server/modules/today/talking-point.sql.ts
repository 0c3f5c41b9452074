import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { ReasonCode } from './contract.ts'

export interface TalkingPoint {
  id: number
  reason: ReasonCode
  place: number
  text: string
}

/** What there is to say now, by reason and place. */
export async function talkingPoints(trx: Database): Promise<TalkingPoint[]> {
  const { rows } = await sql<TalkingPoint>`
    select id, reason, place, body as text from today.talking_point where ended_at is null order by reason collate "C", place, id`.execute(
    trx,
  )
  return rows
}

/** Ends what was said for a reason and puts other texts in its place. */
export async function replaceTalkingPoints(
  trx: Database,
  { reason, texts, userId, at }: { reason: ReasonCode; texts: readonly string[]; userId: number; at: Date },
): Promise<void> {
  await sql`update today.talking_point set ended_at = ${at}, ended_by = ${userId} where reason = ${reason} and ended_at is null`.execute(
    trx,
  )
  await sql`
    insert into today.talking_point (reason, place, body, made_by, made_at)
    select ${reason}, place, body, ${userId}, ${at} from unnest(${[...texts]}::text[]) with ordinality as t (body, place)`.execute(trx)
}
