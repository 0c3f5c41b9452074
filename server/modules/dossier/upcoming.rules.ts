import { nextYearly } from '../../platform/lunar.ts'
import type { Detail, Upcoming } from './contract.ts'

const day = 86_400_000
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / day)

/** The next coming round of every date there is: the customer's own birth date, dates told, birthdays of the family; the nearest first (M25). */
export function upcomingOf(facts: readonly { id: string; detail: Detail }[], birthDate: string | null, today: string): Upcoming[] {
  const found: Omit<Upcoming, 'nextOn' | 'days'>[] = []
  if (birthDate !== null) {
    const [, month = 1, dayOfMonth = 1] = birthDate.split('-').map(Number)
    const on = { calendar: 'solar' as const, month, day: dayOfMonth, leap: false }
    found.push({ factId: null, about: 'birthday', relation: null, who: null, on })
  }
  for (const { id, detail } of facts) {
    if (detail.field === 'date') found.push({ factId: id, about: detail.about, relation: null, who: detail.who, on: detail.on })
    if (detail.field === 'family' && detail.birthday !== null)
      found.push({ factId: id, about: 'birthday', relation: detail.relation, who: detail.name, on: detail.birthday })
  }
  return found
    .map((one) => ({ ...one, nextOn: nextYearly(one.on, today) }))
    .map((one) => ({ ...one, days: daysBetween(today, one.nextOn) }))
    .toSorted((a, b) => a.days - b.days)
}
