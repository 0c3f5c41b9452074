import { addDays } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Policies } from '../policy/index.ts'
import { mayContactKnown, type ContactAnswer, type ContactChannel, type WorkingDay } from '../privacy/index.ts'
import { dayRows, type DayRow } from './day-prospects.sql.ts'
import { factsOf } from './prospect.rules.ts'

/** A day of a manager for which prospects are asked about. */
export interface ProspectDay {
  managerId: number
  /** business date, and the moment asked at */
  date: string
  now: Date
  policies: Policies
  works: WorkingDay
}

/** A prospect as the day's list needs one (M22, M31). Names are unmasked. */
export interface DayProspect extends Omit<DayRow, 'refused' | 'basisOn' | 'turned'> {
  /** the permission answer for the whole day */
  may: (channel: ContactChannel) => ContactAnswer
  /** the first moment from now on at which it is allowed, ISO; null when time alone does not lift what forbids */
  nextAllowedAt: (channel: ContactChannel) => string | null
}

/**
 * The manager's open prospects who are due by the day, a next step or a first contact, or those named (`ids`), whatever became of them; each with the one answer
 * before every contact. Call inside `withScope`.
 */
export async function dayProspects(trx: Scoped, day: ProspectDay, ids?: readonly string[]): Promise<DayProspect[]> {
  if (ids?.length === 0) return []
  const { managerId, date, now, policies, works } = day
  const since = addDays(date, -policies.whole('contact.cap_long_days'))
  const rows = await dayRows(trx, { managerId, date, since, ids })
  if (rows.length === 0) return []
  const permissions = await mayContactKnown(trx, now, { wholeDay: true, policies, workingDay: works })
  return rows.map(({ refused, basisOn, turned, ...row }) => {
    const facts = factsOf({ channels: row.channels, refused, basisOn, contacts: turned })
    return {
      ...row,
      may: (channel) => permissions.may(facts, channel, 'marketing'),
      nextAllowedAt: (channel) => permissions.nextAllowedAt(facts, channel, 'marketing'),
    }
  })
}
