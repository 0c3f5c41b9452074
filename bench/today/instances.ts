import type { ContactOption, PlanProblem } from '../../server/modules/today/optimiser/problem.rules.ts'

/** Numbers of 0…1 from a seed, the same everywhere (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** calls, visits, invitations, messages; three campaigns; contacts of class C at least */
const capacity = { channels: [15, 3, 2, 5], campaigns: [6, 6, 6], floorC: 3 }
const channelWorth = [1, 1.6, 1.3, 0.4]

/** Limits of a problem of several managers: each has channels of the own, campaigns are shared, then seats and a budget in fen if any. */
export interface Shared {
  seats: number
  budgetFen: number
}

/**
 * Managers with so many customers each: values from 10 yuan to some thousand, a tenth of the customers with family, a third forbidden on a
 * channel, four in ten in a campaign. `shared`: invitations take seats, visits and invitations cost money, from one purse.
 */
export function instanceOf(
  seed: number,
  { managers, customers, shared }: { managers: number; customers: number; shared?: Shared },
): PlanProblem {
  const random = randomOf(seed)
  const between = (low: number, high: number) => low + random() * (high - low)
  const own = capacity.channels.length
  const channels = Array.from({ length: managers }, () => capacity.channels).flat()
  const limits = [...channels, ...capacity.campaigns.map((cap) => cap * managers), ...(shared ? [shared.seats, shared.budgetFen] : [])]
  const options: ContactOption[] = []
  for (let manager = 0; manager < managers; manager++) {
    for (let customer = 0; customer < customers; customer++) {
      const household = manager * customers + Math.floor(random() * customers * 0.9)
      const base = Math.exp(between(0, 6)) * 1_000
      const floor = random() < 0.85 ? { floor: manager } : {}
      const campaign = random() < 0.4 ? [channels.length + Math.floor(random() * capacity.campaigns.length)] : []
      for (let channel = 0; channel < own; channel++) {
        if (random() < 0.33) continue
        const valueFen = Math.max(1, Math.round(base * (channelWorth[channel] ?? 1) * between(0.8, 1.2)))
        const seats = shared && channel === 2 ? [limits.length - 2] : []
        const budget = shared && (channel === 1 || channel === 2) ? [limits.length - 1] : []
        const of = [manager * own + channel, ...campaign, ...seats, ...budget]
        const uses = of.map((limit) => (shared && limit === limits.length - 1 ? 1_000 + Math.floor(random() * 9_000) : 1))
        options.push({ household, valueFen, limits: of, uses, ...floor })
      }
    }
  }
  return { limits, floors: Array.from({ length: managers }, () => capacity.floorC), options }
}

/** What sorting by value gives within the same limits: the dearest first, as long as it fits. */
export function sortedByValue({ limits, options }: PlanProblem): number {
  const left = [...limits]
  const gone = new Set<number>()
  let value = 0
  for (const option of options.toSorted((a, b) => b.valueFen - a.valueFen)) {
    if (gone.has(option.household) || !option.limits.every((limit, at) => (option.uses?.[at] ?? 1) <= left[limit]!)) continue
    gone.add(option.household)
    for (const [at, limit] of option.limits.entries()) left[limit]! -= option.uses?.[at] ?? 1
    value += option.valueFen
  }
  return value
}
