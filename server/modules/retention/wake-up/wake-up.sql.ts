import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import type { Drawn } from './assign.rules.ts'
import type { StartInput } from './contract.ts'

/** Whoever starts a programme waits here for who is at it. The first statement of a transaction, which sees the bank as of after the wait. */
export async function takeTurns(trx: Scoped): Promise<void> {
  await sql`lock table retention.wake_up_turn in share row exclusive mode`.execute(trx)
}

/** How a programme was drawn that was started before; undefined when it is not there or not in sight. */
export async function sizesOf(
  trx: Scoped,
  id: string,
): Promise<{ userId: number; offered: number; heldOut: number; waves: number } | undefined> {
  const { rows } = await sql<{ userId: number; offered: number; heldOut: number; waves: number }>`
    select w.user_id as "userId", count(*) filter (where m.arm = 'offered')::int as offered, count(*) filter (where m.arm = 'held_out')::int as "heldOut",
      coalesce(max(m.wave) + 1, 0)::int as waves
    from retention.wake_up w left join retention.wake_up_member m on m.programme_id = w.id where w.id = ${id} group by w.user_id`.execute(
    trx,
  )
  return rows[0]
}

/** What is settled at the start. */
export interface Settlement {
  /** the customers' */
  institutions: readonly number[]
  basedOn: string
  waveSize: number
  waveDays: number
  holdoutBp: number
  windowDays: number
  confidenceBp: number
  seed: string
  startedOn: string
  at: Date
}

/** Keeps a programme; false when the id is taken. */
export async function insertProgramme(
  trx: Scoped,
  { id, institutionId, name, activities, fromFen }: StartInput,
  person: Person,
  settled: Settlement,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into retention.wake_up (id, institution_id, institutions, name, activities, from_fen, based_on, wave_size, wave_days, holdout_bp, window_days, confidence_bp,
      seed, started_on, user_id, staff_name, started_at)
    values (${id}, ${institutionId}, ${[...settled.institutions]}::int[], ${name}, ${[...activities]}, ${fromFen}, ${settled.basedOn}, ${settled.waveSize}, ${settled.waveDays},
      ${settled.holdoutBp}, ${settled.windowDays}, ${settled.confidenceBp}, ${settled.seed}, ${settled.startedOn}, ${person.userId}, ${person.name}, ${settled.at})
    on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}

export interface NewMember extends Drawn {
  institutionId: number
  fromOn: string
  untilOn: string
  aumFen: bigint
}

/** Keeps who was drawn for what, at one statement. */
export async function insertMembers(trx: Scoped, programmeId: string, members: readonly NewMember[]): Promise<void> {
  const each = <T>(of: (member: NewMember) => T): T[] => members.map(of)
  await sql`
    insert into retention.wake_up_member (programme_id, customer_id, institution_id, stratum, arm, wave, from_on, until_on, aum_fen)
    select ${programmeId}, * from unnest(${each(({ customerId }) => customerId)}::bigint[], ${each(({ institutionId }) => institutionId)}::int[],
      ${each(({ stratum }) => stratum)}::text[], ${each(({ arm }) => arm)}::text[], ${each(({ wave }) => wave)}::int[],
      ${each(({ fromOn }) => fromOn)}::date[], ${each(({ untilOn }) => untilOn)}::date[], ${each(({ aumFen }) => aumFen)}::bigint[])`.execute(
    trx,
  )
}

/** Stops the waves that have not begun; false when it is stopped already. */
export async function insertStop(
  trx: Scoped,
  { id, reason }: { id: string; reason: string },
  { userId, name }: Person,
  { on, at }: { on: string; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into retention.wake_up_stop (programme_id, on_date, reason, user_id, staff_name, at)
    values (${id}, ${on}, ${reason}, ${userId}, ${name}, ${at}) on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}
