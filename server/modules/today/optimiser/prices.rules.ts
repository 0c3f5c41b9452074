import type { Table } from './table.rules.ts'

/** What a contact is worth after paying for what it draws on: every limit has its price, every floor its premium (all at least 0). */
export class Prices {
  readonly table: Table
  readonly limits: Float64Array
  readonly floors: Float64Array
  /** reduced value of every option at the present prices */
  readonly worth: Float64Array
  /** what the best of every household would use of each limit, and count for each floor */
  readonly #used: Float64Array
  readonly #counted: Float64Array
  /** size of one use of a limit, so that budgets in fen and calls move at one pace */
  readonly #scale: Float64Array

  constructor(table: Table) {
    this.table = table
    this.limits = new Float64Array(table.capacity.length)
    this.floors = new Float64Array(table.target.length)
    this.worth = new Float64Array(table.size)
    this.#used = new Float64Array(table.capacity.length)
    this.#counted = new Float64Array(table.target.length)
    this.#scale = scaleOf(table)
  }

  /** Prices everything anew and returns the bound: every household's best, what the limits would fetch, what the floors cost. */
  bound(): number {
    const { table, limits, floors, worth } = this
    const used = this.#used.fill(0)
    const counted = this.#counted.fill(0)
    let sum = 0
    for (let household = 0; household < table.households.length - 1; household++) {
      let best = -1
      let most = 0
      for (let option = table.households[household]!; option < table.households[household + 1]!; option++) {
        let left = table.value[option]! + floors[table.floor[option]!]!
        for (let at = option * table.stride; at < (option + 1) * table.stride; at++) left -= limits[table.limit[at]!]! * table.use[at]!
        worth[option] = left
        if (left > most) {
          most = left
          best = option
        }
      }
      if (best === -1) continue
      sum += most
      counted[table.floor[best]!]! += 1
      for (let at = best * table.stride; at < (best + 1) * table.stride; at++) used[table.limit[at]!]! += table.use[at]!
    }
    for (let row = 0; row < limits.length - 1; row++) sum += limits[row]! * table.capacity[row]!
    for (let floor = 0; floor < floors.length - 1; floor++) sum -= floors[floor]! * table.target[floor]!
    return sum
  }

  /** Moves the prices against what is over- and underused, `pace` of the way that would close `above` if the bound were flat. False when nothing pulls. */
  step(above: number, pace: number): boolean {
    const { table, limits, floors } = this
    const pull = (row: number) => (this.#used[row]! - table.capacity[row]!) / this.#scale[row]!
    const lack = (floor: number) => table.target[floor]! - this.#counted[floor]!
    let square = 0
    for (let row = 0; row < limits.length - 1; row++) if (limits[row]! > 0 || pull(row) > 0) square += pull(row) ** 2
    for (let floor = 0; floor < floors.length - 1; floor++) if (floors[floor]! > 0 || lack(floor) > 0) square += lack(floor) ** 2
    if (square === 0) return false
    const stride = (pace * above) / square
    for (let row = 0; row < limits.length - 1; row++) limits[row] = Math.max(0, limits[row]! + (stride * pull(row)) / this.#scale[row]!)
    for (let floor = 0; floor < floors.length - 1; floor++) floors[floor] = Math.max(0, floors[floor]! + stride * lack(floor))
    return true
  }

  /**
   * Sets one limit's price where the bound is least while all others stay: between the last household that gets one and the first that does not.
   * For limits of which every option takes one.
   */
  settle(row: number): void {
    const { table, worth, limits } = this
    const old = limits[row]!
    const premiums: number[] = []
    for (let household = 0; household < table.households.length - 1; household++) {
      let withIt = -Infinity
      let without = 0
      for (let option = table.households[household]!; option < table.households[household + 1]!; option++) {
        if (drawsOn(table, option, row)) withIt = Math.max(withIt, worth[option]! + old)
        else without = Math.max(without, worth[option]!)
      }
      if (withIt > without) premiums.push(withIt - without)
    }
    const room = table.capacity[row]!
    const sorted = Float64Array.from(premiums).sort().reverse()
    limits[row] = sorted.length <= room ? 0 : ((room === 0 ? sorted[0]! : sorted[room - 1]!) + sorted[room]!) / 2
  }

  /** Whether every option takes one of it. */
  isCounted(row: number): boolean {
    return this.#scale[row] === 1
  }
}

function drawsOn(table: Table, option: number, row: number): boolean {
  for (let at = option * table.stride; at < (option + 1) * table.stride; at++) if (table.limit[at] === row) return true
  return false
}

function scaleOf(table: Table): Float64Array {
  const most = new Float64Array(table.capacity.length).fill(1)
  for (let at = 0; at < table.use.length; at++) most[table.limit[at]!] = Math.max(most[table.limit[at]!]!, table.use[at]!)
  return most
}
