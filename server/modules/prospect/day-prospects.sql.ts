import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ContactChannel } from '../privacy/index.ts'
import type { ProspectRow, SourceClass } from './contract.ts'

export interface DayRow {
  id: string
  name: string
  sourceClass: SourceClass
  introducedNote: string | null
  needs: ProspectRow['needs']
  note: string | null
  hasPhone: boolean
  channels: readonly ContactChannel[]
  basisOn: string
  refused: boolean
  open: boolean
  nextStep: ProspectRow['nextStep']
  nextOn: string | null
  /** contacts so far */
  contacts: number
  /** by what the manager turned to them on the day */
  doneBy: readonly ContactChannel[]
  /** who turned to them on which day, in the days of the cap */
  turned: { on: string; byOthers: boolean }[]
}

/** Prospects of a manager with what a day's plan asks of them: those due by a date, the first due first, or those of some ids. Names are unmasked. */
export async function dayRows(
  trx: Scoped,
  { managerId, date, since, ids }: { managerId: number; date: string; since: string; ids: readonly string[] | undefined },
): Promise<DayRow[]> {
  const wanted = ids
    ? sql`p.id = any(${[...ids]}::uuid[])`
    : sql`p.state = 'open' and p.next_step is distinct from 'none' and (p.next_on <= ${date}::date or (p.next_on is null and done.contacts = 0))`
  const { rows } = await sql<DayRow>`
    select p.id, p.name, p.source_class as "sourceClass", p.introduced_note as "introducedNote", p.needs, p.note, p.phone is not null as "hasPhone", p.channels,
      p.basis_on as "basisOn", p.refused_at is not null as refused, p.state = 'open' and p.forgotten_on is null as open, p.next_step as "nextStep",
      p.next_on as "nextOn", done.contacts, done.done_by as "doneBy", done.turned
    from prospect.prospect p cross join lateral (
      select count(*)::int as contacts,
        coalesce(jsonb_agg(distinct k.channel) filter (where k.on_date = ${date}::date and k.staff_id = ${managerId}), '[]') as done_by,
        coalesce(jsonb_agg(distinct jsonb_build_object('on', k.on_date, 'byOthers', k.staff_id is distinct from ${managerId}))
          filter (where k.on_date between ${since}::date and ${date}::date and k.channel <> 'walk_in'), '[]') as turned
      from prospect.contact k where k.prospect_id = p.id) done
    where p.manager_id = ${managerId} and p.forgotten_on is null and ${wanted} order by p.next_on nulls last, p.made_at, p.id`.execute(trx)
  return rows
}

/** By which channels a manager turned to prospects on a day, one each: what they take of the day's capacity. */
export async function turnedToday(
  trx: Scoped,
  { managerId, date }: { managerId: number; date: string },
): Promise<{ prospectId: string; channel: ContactChannel }[]> {
  const { rows } = await sql<{ prospectId: string; channel: ContactChannel }>`
    select distinct k.prospect_id as "prospectId", k.channel from prospect.contact k where k.staff_id = ${managerId} and k.on_date = ${date}::date`.execute(
    trx,
  )
  return rows
}
