import type { ContactOption, PlanProblem } from './problem.rules.ts'
import { Choice } from './choice.rules.ts'
import { tableOf, type Table } from './table.rules.ts'

/** What is left to decide once the pins are placed and what can never be chosen is gone. */
export interface Reduced {
  table: Table
  /** indices of the problem */
  pinned: readonly number[]
  unplaced: readonly number[]
  /** what each floor can be held to, the pins included */
  floorsHeld: readonly number[]
  /** a plan that holds the floors and chooses nothing else */
  floorsOnly: Choice
}

/** Places the pins, the dearest first; leaves out what cannot fit and what something better of the same kind always stands before. Loses no best plan. */
export function reduce(problem: PlanProblem): Reduced {
  const capacity = [...problem.limits]
  const pinned: number[] = []
  const unplaced: number[] = []
  const settled = new Set<number>()
  const fits = (option: ContactOption) => option.limits.every((limit, at) => (option.uses?.[at] ?? 1) <= capacity[limit]!)
  for (const index of byValue(
    problem,
    indicesOf(problem, (option) => option.pinned === true),
  )) {
    const option = problem.options[index]!
    if (settled.has(option.household) || !fits(option)) {
      unplaced.push(index)
      continue
    }
    settled.add(option.household)
    pinned.push(index)
    for (const [at, limit] of option.limits.entries()) capacity[limit]! -= option.uses?.[at] ?? 1
  }
  const open = indicesOf(problem, (option) => !settled.has(option.household) && option.valueFen > 0 && fits(option))
  const kept = withoutDominated(problem, open, capacity)
  const ofPins = problem.floors.map((_, floor) => pinned.filter((index) => problem.options[index]!.floor === floor).length)
  const wanted = problem.floors.map((floor, at) => Math.max(0, floor - ofPins[at]!))
  const table = tableOf(problem, kept, capacity, wanted)
  const floorsOnly = reachFloors(table)
  return { table, pinned, unplaced, floorsHeld: ofPins.map((count, at) => count + table.target[at]!), floorsOnly }
}

const indicesOf = (problem: PlanProblem, which: (option: ContactOption) => boolean): number[] =>
  problem.options.flatMap((option, index) => (which(option) ? [index] : []))

const byValue = ({ options }: PlanProblem, indices: readonly number[]): number[] =>
  indices.toSorted((a, b) => options[b]!.valueFen - options[a]!.valueFen || a - b)

/**
 * Of options that draw on the same and count for the same, only the best of as many households as contacts can be made at all: a plan with one
 * beyond them leaves one of them out, and exchanging the two never loses.
 */
function withoutDominated(problem: PlanProblem, open: readonly number[], capacity: readonly number[]): number[] {
  const channels = new Set(open.map((index) => problem.options[index]!.limits[0]!))
  const most = [...channels].reduce((sum, channel) => sum + capacity[channel]!, 0)
  const seen = new Map<string, Set<number>>()
  const kept = byValue(problem, open).filter((index) => {
    const { limits, uses, floor, household } = problem.options[index]!
    const kind = `${limits.join()} ${uses?.join() ?? ''} ${floor ?? ''}`
    const households = seen.get(kind)
    if (!households) seen.set(kind, new Set([household]))
    else if (households.has(household) || households.size >= most) return false
    else households.add(household)
    return true
  })
  return kept.sort((a, b) => a - b)
}

/** Lowers the table's targets to what a plan of floor contacts alone reaches (by augmenting paths over the channels), and returns that plan. */
function reachFloors(table: Table): Choice {
  const choice = new Choice(table)
  const none = table.target.length - 1
  const order = Int32Array.from(table.value.keys()).sort((a, b) => table.value[b]! - table.value[a]! || a - b)
  for (const option of order) {
    const floor = table.floor[option]!
    if (floor === none || choice.counted[floor]! >= table.target[floor]!) continue
    if (choice.taken[table.householdOf[option]!] === -1) makeRoom(choice, option, new Set())
  }
  for (let floor = 0; floor < none; floor++) table.target[floor] = Math.min(table.target[floor]!, choice.counted[floor]!)
  return choice
}

/** Takes the option, moving others to another option of their household where that makes room. */
function makeRoom(choice: Choice, option: number, asked: Set<number>): boolean {
  if (choice.fits(option)) {
    choice.take(option)
    return true
  }
  const { table } = choice
  const channel = table.limit[option * table.stride]!
  if (asked.has(channel)) return false
  asked.add(channel)
  for (const held of choice.list()) {
    if (table.limit[held * table.stride] !== channel) continue
    choice.drop(held)
    if (choice.fits(option)) {
      choice.take(option)
      const household = table.householdOf[held]!
      for (let other = table.households[household]!; other < table.households[household + 1]!; other++) {
        if (other !== held && table.floor[other] === table.floor[held] && makeRoom(choice, other, asked)) return true
      }
      choice.drop(option)
    }
    choice.take(held)
  }
  return false
}
