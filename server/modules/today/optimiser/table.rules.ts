import type { PlanProblem } from './problem.rules.ts'

/** A problem as columns of numbers, its options by household. What is not there (a second limit, a floor) is an entry past the end that never runs out. */
export interface Table {
  size: number
  /** options of household h: `households[h]` up to `households[h + 1]` */
  households: Int32Array
  householdOf: Int32Array
  value: Float64Array
  /** `stride` limits an option */
  stride: number
  limit: Int32Array
  use: Float64Array
  floor: Int32Array
  capacity: Float64Array
  target: Int32Array
  /** index of every option in the problem */
  source: Int32Array
}

/** Columns of the options `kept` (indices of the problem), with `capacity` and `target` as they are after what was fixed. */
export function tableOf(problem: PlanProblem, kept: readonly number[], capacity: readonly number[], target: readonly number[]): Table {
  const byHousehold = new Map<number, number[]>()
  for (const index of kept) {
    const { household } = problem.options[index]!
    const held = byHousehold.get(household)
    if (held) held.push(index)
    else byHousehold.set(household, [index])
  }
  const stride = Math.max(1, ...kept.map((index) => problem.options[index]!.limits.length))
  const size = kept.length
  const table: Table = {
    size,
    households: new Int32Array(byHousehold.size + 1),
    householdOf: new Int32Array(size),
    value: new Float64Array(size),
    stride,
    limit: new Int32Array(size * stride).fill(capacity.length),
    use: new Float64Array(size * stride),
    floor: new Int32Array(size).fill(target.length),
    capacity: Float64Array.from([...capacity, Infinity]),
    target: Int32Array.from([...target, 0]),
    source: new Int32Array(size),
  }
  fill(table, problem, [...byHousehold.values()])
  return table
}

function fill(table: Table, problem: PlanProblem, households: readonly (readonly number[])[]): void {
  let at = 0
  for (const [household, options] of households.entries()) {
    for (const index of options) {
      const option = problem.options[index]!
      table.source[at] = index
      table.householdOf[at] = household
      table.value[at] = option.valueFen
      if (option.floor !== undefined) table.floor[at] = option.floor
      for (const [place, limit] of option.limits.entries()) {
        table.limit[at * table.stride + place] = limit
        table.use[at * table.stride + place] = option.uses?.[place] ?? 1
      }
      at++
    }
    table.households[household + 1] = at
  }
}
