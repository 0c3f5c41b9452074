import { Choice, fillInOrder } from './choice.rules.ts'
import { Prices } from './prices.rules.ts'
import { gapPpm, type ChosenPlan, type PlanProblem } from './problem.rules.ts'
import { reduce, type Reduced } from './reduce.rules.ts'
import { swapWhileBetter } from './swap.rules.ts'

/** How long it tries: turns of the prices, how many turns lie between two fillings, and after how many idle turns the pace is halved. */
const turns = 200
const fillEvery = 8
const patience = 8
const sweeps = 4

/**
 * The contacts worth most within the limits, with the proof of how good that is: a Lagrangian heuristic with its dual bound, then exchanges.
 * Deterministic for its inputs: equal values go to the option that stands first. M22.
 */
export function choosePlan(problem: PlanProblem): ChosenPlan {
  const reduced = reduce(problem)
  const search = new Search(reduced)
  search.run()
  return planOf(problem, reduced, search)
}

class Search {
  readonly prices: Prices
  best: Choice
  bound = Infinity
  /** prices at which the bound was lowest */
  readonly limitPrices: Float64Array
  readonly floorPrices: Float64Array
  readonly #floorsOnly: Choice
  readonly #byValue: Int32Array

  constructor({ table, floorsOnly }: Reduced) {
    this.prices = new Prices(table)
    this.#floorsOnly = floorsOnly
    this.#byValue = Int32Array.from(table.value.keys()).sort((a, b) => table.value[b]! - table.value[a]! || a - b)
    this.best = floorsOnly
    this.limitPrices = this.prices.limits.slice()
    this.floorPrices = this.prices.floors.slice()
  }

  run(): void {
    const { prices } = this
    this.#look()
    this.#fill()
    for (let sweep = 0; sweep < sweeps && !this.#done(); sweep++) this.#settleAll()
    this.#fill()
    let pace = 1
    let idle = 0
    for (let turn = 1; turn <= turns && !this.#done(); turn++) {
      const lowest = this.bound
      const above = this.#look() - this.best.value
      idle = this.bound < lowest ? 0 : idle + 1
      if (turn % fillEvery === 0) this.#fill()
      if (idle === patience) {
        pace /= 2
        idle = 0
      }
      if (!prices.step(Math.max(above, 1), pace)) break
    }
    this.#swap()
  }

  #done = (): boolean => this.bound - this.best.value < 1

  #look(): number {
    const bound = this.prices.bound()
    if (bound < this.bound) {
      this.bound = bound
      this.limitPrices.set(this.prices.limits)
      this.floorPrices.set(this.prices.floors)
    }
    return bound
  }

  #settleAll(): void {
    const { prices } = this
    for (let row = 0; row < prices.limits.length - 1; row++) {
      if (!prices.isCounted(row)) continue
      prices.settle(row)
      this.#look()
    }
  }

  /** A plan that takes what is worth most at the present prices, then what still fits. */
  #fill(): void {
    const { worth, table } = this.prices
    const loss = Math.min(0, this.best.value - this.bound)
    const promising = worth.keys().filter((option) => worth[option]! > loss)
    const order = Int32Array.from(promising).sort((a, b) => worth[b]! - worth[a]! || a - b)
    let choice = new Choice(table)
    fillInOrder(choice, order)
    fillInOrder(choice, this.#byValue)
    if (!choice.floorsHold()) {
      choice = this.#floorsOnly.copy()
      fillInOrder(choice, order)
      fillInOrder(choice, this.#byValue)
    }
    if (choice.value > this.best.value) this.best = choice
  }

  /** Exchanges; what cannot be in any better plan, by the prices, does not come in. */
  #swap(): void {
    const { prices } = this
    prices.limits.set(this.limitPrices)
    prices.floors.set(this.floorPrices)
    prices.bound()
    if (this.#done()) return
    const { table, worth } = prices
    const candidates: number[] = []
    for (let household = 0; household < table.households.length - 1; household++) {
      const from = table.households[household]!
      const until = table.households[household + 1]!
      const most = worth.subarray(from, until).reduce((a, b) => Math.max(a, b), 0)
      for (let option = from; option < until; option++) {
        if (this.bound - most + worth[option]! > this.best.value) candidates.push(option)
      }
    }
    const choice = this.best.copy()
    swapWhileBetter(
      choice,
      candidates.sort((a, b) => worth[b]! - worth[a]! || a - b),
    )
    if (choice.value > this.best.value) this.best = choice
  }
}

function planOf(problem: PlanProblem, { table, pinned, unplaced, floorsHeld }: Reduced, search: Search): ChosenPlan {
  const chosen = [...pinned, ...search.best.list().map((option) => table.source[option]!)].sort((a, b) => a - b)
  const valueFen = chosen.reduce((sum, index) => sum + problem.options[index]!.valueFen, 0)
  const pins = valueFen - search.best.value
  return {
    chosen,
    unplaced,
    valueFen,
    boundFen: Math.max(valueFen, Math.floor(search.bound + pins + rounding)),
    limitPrices: Array.from(search.limitPrices.subarray(0, problem.limits.length)),
    floorPrices: Array.from(search.floorPrices.subarray(0, problem.floors.length)),
    floorsHeld,
  }
}

/** fen; sums of floating prices may end a little below the whole fen they stand for */
const rounding = 1e-3

/** Whether a plan is proved to be near enough to the best; `gapAtMostBp` in basis points of the bound (policy today.gap_at_most_bp). */
export const isNearEnough = (plan: ChosenPlan, gapAtMostBp: number): boolean => gapPpm(plan) <= gapAtMostBp * 100
