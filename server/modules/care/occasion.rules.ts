import { addDays } from '../../platform/calendar.ts'
import { nextYearly, type YearlyDay } from '../../platform/lunar.ts'
import type { OccasionKind } from './care-terms.ts'

/** The dates from a day on, so many more. */
export const daysFrom = (today: string, ahead: number): string[] => Array.from({ length: ahead + 1 }, (_, days) => addDays(today, days))

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/**
 * The `MM-DD` of births, openings and the like whose day is kept on one of some dates: 29 February is kept on 28 February in common years.
 */
export function keptDays(dates: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const date of dates) {
    const day = date.slice(5)
    if (!found.has(day)) found.set(day, date)
    if (day === '02-28' && addDays(date, 1).slice(5) !== '02-29') found.set('02-29', date)
  }
  return found
}

/** When a yearly day comes round within some dates; undefined when it does not. */
export function comesRound(yearly: YearlyDay, dates: readonly string[]): string | undefined {
  const [first] = dates
  if (first === undefined) return undefined
  const on = nextYearly(yearly, first)
  return dates.includes(on) ? on : undefined
}

const kindOf: Record<string, OccasionKind> = { birthday: 'family_birthday', wedding: 'wedding', exam: 'exam', move: 'move', other: 'day' }

/** What a date of the dossier is an occasion for; a day of mourning is none: nobody is written to cheerfully on it. A birthday of nobody else is the customer's. */
export function occasionOfDate(about: string, who: string | null): OccasionKind | undefined {
  return about === 'birthday' && who === null ? 'birthday' : kindOf[about]
}

/** Years that are worth a word: one, three, and every fifth. */
export const isRound = (years: number): boolean => years === 1 || years === 3 || (years > 0 && years % 5 === 0)
