import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Arm } from './assign.rules.ts'
import type { Programme } from './contract.ts'

/** A programme as it was settled, with how it was stopped. */
export interface ProgrammeRecord {
  id: string
  institutionId: number
  name: string
  institutionName: string
  activities: Programme['activities']
  fromFen: bigint
  startedOn: string
  startedBy: string
  windowDays: number
  holdoutBp: number
  confidenceBp: number
  stoppedOn: string | null
}

/** at most so many, the newest first */
const most = 30

export async function programmesOf(trx: Scoped, institutions: readonly number[]): Promise<ProgrammeRecord[]> {
  const { rows } = await sql<ProgrammeRecord>`
    select w.id, w.institution_id as "institutionId", w.name, i.name as "institutionName", w.activities, w.from_fen as "fromFen", w.started_on as "startedOn",
      w.staff_name as "startedBy", w.window_days as "windowDays", w.holdout_bp as "holdoutBp", w.confidence_bp as "confidenceBp", t.on_date as "stoppedOn"
    from retention.wake_up w join organisation.institution i on i.id = w.institution_id left join retention.wake_up_stop t on t.programme_id = w.id
    where w.institution_id = any (${[...institutions]}::int[]) or w.institutions && ${[...institutions]}::int[]
    order by w.started_at desc, w.id limit ${most}`.execute(trx)
  return rows
}

/** One arm of one wave of a programme; dates ISO. */
export interface ArmOfWave {
  programmeId: string
  wave: number
  arm: Arm
  fromOn: string
  untilOn: string
  customers: number
  /** turned to since the wave began; an act of their own since: as the window's end saw it, else as of now */
  contacted: number
  woken: number
  measured: number
}

/** How far programmes have come by a day. */
export async function armsOfWaves(trx: Scoped, ids: readonly string[], today: string): Promise<ArmOfWave[]> {
  const { rows } = await sql<ArmOfWave>`
    select m.programme_id as "programmeId", m.wave, m.arm, m.from_on as "fromOn", m.until_on as "untilOn", count(*)::int as customers,
      count(*) filter (where coalesce(o.contacted, k.customer_id is not null))::int as contacted,
      count(*) filter (where coalesce(o.woken, s.last_own_act_on >= m.from_on))::int as woken,
      count(o.customer_id)::int as measured
    from retention.wake_up_member m
    left join retention.wake_up_outcome o on o.programme_id = m.programme_id and o.customer_id = m.customer_id
    left join customer.customer_snapshot s
      on o.customer_id is null and m.from_on <= ${today} and s.business_date = (select privacy.published_night()) and s.customer_id = m.customer_id
    left join lateral (
      select c.customer_id from contact.standing c
      where o.customer_id is null and c.customer_id = m.customer_id and c.direction = 'outbound' and c.on_date between m.from_on and m.until_on limit 1) k on true
    where m.programme_id = any (${[...ids]}::uuid[])
    group by m.programme_id, m.wave, m.arm, m.from_on, m.until_on order by m.programme_id, m.wave, m.arm`.execute(trx)
  return rows
}

/** What the nights saw of the members of a programme who still count; amounts in fen. */
export async function outcomesOf(trx: Scoped, id: string): Promise<{ stratum: string; arm: Arm; woken: boolean; changeFen: bigint }[]> {
  const { rows } = await sql<{ stratum: string; arm: Arm; woken: boolean; changeFen: bigint }>`
    select m.stratum, m.arm, o.woken, o.aum_fen - m.aum_fen as "changeFen"
    from retention.wake_up_outcome o join retention.wake_up_member m on m.programme_id = o.programme_id and m.customer_id = o.customer_id
    where o.programme_id = ${id} and o.counted order by m.customer_id`.execute(trx)
  return rows
}
