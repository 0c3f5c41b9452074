import { addDays } from '../../../platform/calendar.ts'
import type { BenefitPeriod, BenefitTier } from './contract.ts'

/** What a tier is entitled to: so many times a period (M44). */
export interface Entitlement {
  code: string
  name: string
  period: BenefitPeriod
  times: Readonly<Record<BenefitTier, number>>
}
export interface BenefitUse {
  code: string
  on: string
}

/** The first and the last day of the period a day lies in; ISO dates. */
export function periodAround(period: BenefitPeriod, date: string): { from: string; until: string } {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))]
  const months = { month: 1, quarter: 3, year: 12 }[period]
  const first = month - 1 - ((month - 1) % months)
  const start = (index: number) =>
    `${String(year + Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`
  return { from: start(first), until: addDays(start(first + months), -1) }
}

/** The day from which uses matter to any of the benefits; undefined without benefits. */
export const earliestPeriodStart = (benefits: readonly Pick<Entitlement, 'period'>[], date: string): string | undefined =>
  benefits.map(({ period }) => periodAround(period, date).from).sort()[0]

export const timesOf = ({ times }: Pick<Entitlement, 'times'>, tier: string): number =>
  Object.entries(times).find(([name]) => name === tier)?.[1] ?? 0

/** Where somebody of a tier stands with a benefit on a day. */
export interface Standing {
  times: number
  used: number
  left: number
  /** the last day on which what is left may be used */
  until: string
}

export function standingOf(benefit: Entitlement, uses: readonly BenefitUse[], tier: string, date: string): Standing {
  const { from, until } = periodAround(benefit.period, date)
  const used = uses.filter(({ code, on }) => code === benefit.code && on >= from && on <= until).length
  const times = timesOf(benefit, tier)
  return { times, used, left: Math.max(0, times - used), until }
}

/** Benefits nobody told the customer about, it seems. */
export interface Unused {
  /** names, as listed in the catalogue */
  names: string[]
  /** the first of them lapses on this day */
  until: string
}

/**
 * What a customer is entitled to and has not used once in the running period although so many days of it are over: a reason to call (M44). Undefined
 * when there is none.
 */
export function unusedBenefits(
  benefits: readonly Entitlement[],
  uses: readonly BenefitUse[],
  { tier, date, idleDays }: { tier: string; date: string; idleDays: number },
): Unused | undefined {
  const idle = benefits.flatMap((benefit) => {
    const { times, used, until } = standingOf(benefit, uses, tier, date)
    const old = addDays(periodAround(benefit.period, date).from, idleDays) <= date
    return times > 0 && used === 0 && old ? [{ name: benefit.name, until }] : []
  })
  const [first] = idle.map(({ until }) => until).sort()
  return first === undefined ? undefined : { names: idle.map(({ name }) => name), until: first }
}
