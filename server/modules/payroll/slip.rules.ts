import { rateBp } from '../../platform/rate.ts'
import type { SlipCode } from './contract.ts'

/** Sums of one unit and month over counted customers, fen; a kept sum is null unless every credit's horizon has passed. */
export interface MonthSums {
  people: number
  creditFen: bigint
  kept30dFen: bigint | null
  kept30dAumFen: bigint | null
}

export interface SlipLines {
  keptDropBp: number
  peopleDropBp: number
  creditDropBp: number
  smallestPeople: number
}

const none: MonthSums = { people: 0, creditFen: 0n, kept30dFen: null, kept30dAumFen: null }

/** What stays of a month's credits after the long horizon, on the whole AUM where it is known, as money moved into a deposit is kept (M08). Basis points. */
export const keptRate = ({ kept30dAumFen, kept30dFen, creditFen }: MonthSums): number | null =>
  rateBp(kept30dAumFen ?? kept30dFen, creditFen)

/**
 * Why a unit slips (M60): of the judged month against the month before a smaller share is kept, by so much of that share; of the newest closed month against the one
 * before fewer people or less money is paid, or nothing came. Units with fewer people than the policy's say nothing. `latest` and `previous` are closed months,
 * `judged` has its horizon behind it.
 */
export function slipsOf(
  months: {
    latest: MonthSums | undefined
    previous: MonthSums | undefined
    judged: MonthSums | undefined
    beforeJudged: MonthSums | undefined
  },
  lines: SlipLines,
): SlipCode[] {
  const { latest = none, previous = none, judged = none, beforeJudged = none } = months
  const slips: SlipCode[] = []
  if (previous.people >= lines.smallestPeople) {
    if (latest.people === 0) return ['stopped']
    if (fellBy(latest.people, previous.people, lines.peopleDropBp)) slips.push('people')
    if (fellBy(latest.creditFen, previous.creditFen, lines.creditDropBp)) slips.push('credit')
  }
  const [now, before] = [keptRate(judged), keptRate(beforeJudged)]
  if (beforeJudged.people >= lines.smallestPeople && now !== null && before !== null && fellBy(now, before, lines.keptDropBp))
    slips.push('kept')
  return slips
}

const whole = 10_000n

const fellBy = (now: bigint | number, before: bigint | number, dropBp: number): boolean =>
  (BigInt(before) - BigInt(now)) * whole >= BigInt(before) * BigInt(dropBp) && BigInt(before) > 0n
