import type { CustomerClass, Why } from './contract.ts'
import { capacityKindOf, isOfWave, type DayLimit, type PlannedOption } from './options.rules.ts'
import type { ChosenPlan, PlanProblem } from './optimiser/problem.rules.ts'

/** Prices of a day: what one more of every limit was worth, and what class C, wake-up waves and prospects (limits of kind `floor`) got on top; whole fen. */
export interface DayPrices {
  limits: readonly (DayLimit & { priceFen: number })[]
  floorC: number
  floorPriceFen: number
}

export function pricesOf(limits: readonly DayLimit[], { limitPrices, floorPrices, floorsHeld }: ChosenPlan): DayPrices {
  const floor = (code: 'wake_up' | 'prospect', at: number) =>
    ({ kind: 'floor', code, capacity: floorsHeld[at] ?? 0, priceFen: Math.round(floorPrices[at] ?? 0) }) as const
  const floors = [floor('wake_up', 1), floor('prospect', 2)].filter(({ capacity }) => capacity > 0)
  return {
    limits: [...limits.map((limit, at) => ({ ...limit, priceFen: Math.round(limitPrices[at] ?? 0) })), ...floors],
    floorC: floorsHeld[0] ?? 0,
    floorPriceFen: Math.round(floorPrices[0] ?? 0),
  }
}

interface Weighed {
  /** what a place on this channel cost */
  placeFen: number
  /** what a place among the contacts of its main reason cost */
  reasonFen: number
  /** what class C, or somebody of a wake-up wave, got on top */
  premiumFen: number
  /** value less prices, with the premium */
  leftFen: number
}

/** A contact as far as its price goes, with a customer or a prospect. */
type Priced = Pick<PlannedOption, 'channel' | 'reasons' | 'valueFen'> & { candidate: { class: CustomerClass | null; pinned: boolean } }

function weigh(option: Priced, prices: DayPrices): Weighed {
  const price = (kind: DayLimit['kind'], code: string | undefined) =>
    prices.limits.find((limit) => limit.kind === kind && limit.code === code)?.priceFen ?? 0
  const placeFen = price('channel', capacityKindOf(option.channel))
  const reasonFen = price('reason', option.reasons[0]?.code)
  const { class: given } = option.candidate
  const premiumFen =
    given === null ? price('floor', 'prospect') : isOfWave(option) ? price('floor', 'wake_up') : given === 'c' ? prices.floorPriceFen : 0
  return { placeFen, reasonFen, premiumFen, leftFen: Number(option.valueFen) - placeFen - reasonFen + premiumFen }
}

/** What the price was asked for: a place of the channel, or one among the contacts of the main reason, whichever was dearer. */
const placeOf = ({ channel, reasons }: Pick<PlannedOption, 'channel' | 'reasons'>, placeFen: number, reasonFen: number) => ({
  channel,
  place: reasonFen > placeFen ? (reasons[0]?.code ?? null) : null,
})

/** Why a chosen contact is on the list: pinned, for a wake-up programme, for fairness, or because it is worth more than its place costs. */
export function whyChosen(option: Priced, prices: DayPrices): Why {
  const { placeFen, reasonFen, premiumFen } = weigh(option, prices)
  const values = { ...placeOf(option, placeFen, reasonFen), value: String(option.valueFen), price: String(placeFen + reasonFen) }
  if (option.candidate.pinned) return { code: 'pinned', values }
  const over = Number(option.valueFen) - placeFen - reasonFen
  const floorOf = (code: string) => prices.limits.find((limit) => limit.kind === 'floor' && limit.code === code)?.capacity ?? 0
  if (over < 0 && premiumFen > 0 && option.candidate.class === null)
    return { code: 'prospecting', values: { ...values, floor: floorOf('prospect') } }
  if (over < 0 && premiumFen > 0 && isOfWave(option)) return { code: 'programme', values: { ...values, floor: floorOf('wake_up') } }
  if (over < 0 && premiumFen > 0) return { code: 'fairness', values: { ...values, floor: prices.floorC } }
  if (placeFen + reasonFen === 0) return { code: 'room', values }
  return { code: 'worth_more', values: { ...values, over: String(Math.max(0, over)) } }
}

/**
 * Why a candidate is not on the list, by the channel that came nearest: the price of a place there, too many of the same reason, or a tie. `reasons`
 * of no option at all are told by the caller, who knows what forbids.
 */
export function whyNot(options: readonly PlannedOption[], prices: DayPrices): { option: PlannedOption; why: Why } | undefined {
  const weighed = options.map((option) => ({ option, ...weigh(option, prices) }))
  const nearest = weighed.toSorted((a, b) => b.leftFen - a.leftFen)[0]
  if (!nearest) return undefined
  const { option, placeFen, reasonFen, leftFen } = nearest
  const values = {
    ...placeOf(option, placeFen, reasonFen),
    value: String(option.valueFen),
    price: String(placeFen + reasonFen),
    short: String(Math.max(0, -leftFen)),
  }
  const code = capacityKindOf(option.channel)
  if (prices.limits.some((limit) => limit.kind === 'channel' && limit.code === code && limit.capacity === 0))
    return { option, why: { code: 'no_capacity', values } }
  if (reasonFen > placeFen) {
    const limit = prices.limits.find((each) => each.kind === 'reason' && each.code === option.reasons[0]?.code)
    return {
      option,
      why: { code: 'too_many_of_reason', values: { ...values, reason: option.reasons[0]?.code ?? '', most: limit?.capacity ?? 0 } },
    }
  }
  return { option, why: { code: leftFen < 0 ? 'worth_less' : 'equal', values } }
}

/** The options of a problem that a plan chose, by value, pinned ones first. */
export function chosenOf<Option>(options: readonly Option[], { chosen }: ChosenPlan, problem: PlanProblem): Option[] {
  return chosen
    .toSorted(
      (a, b) =>
        Number(problem.options[b]?.pinned ?? false) - Number(problem.options[a]?.pinned ?? false) ||
        (problem.options[b]?.valueFen ?? 0) - (problem.options[a]?.valueFen ?? 0) ||
        a - b,
    )
    .flatMap((index) => options[index] ?? [])
}
