import type { Table } from './table.rules.ts'

/** A plan under way: what is taken, what that uses. Never beyond a limit, never two of a household. */
export class Choice {
  readonly table: Table
  /** the option taken of every household, -1 = none */
  readonly taken: Int32Array
  readonly used: Float64Array
  readonly counted: Int32Array
  /** the options taken */
  #list: number[] = []
  value = 0

  constructor(table: Table) {
    this.table = table
    this.taken = new Int32Array(table.households.length - 1).fill(-1)
    this.used = new Float64Array(table.capacity.length)
    this.counted = new Int32Array(table.target.length)
  }

  copy(): Choice {
    const other = new Choice(this.table)
    other.taken.set(this.taken)
    other.used.set(this.used)
    other.counted.set(this.counted)
    other.#list = [...this.#list]
    other.value = this.value
    return other
  }

  fits(option: number): boolean {
    const { householdOf, limit, use, capacity, stride } = this.table
    if (this.taken[householdOf[option]!] !== -1) return false
    for (let at = option * stride; at < (option + 1) * stride; at++) {
      const row = limit[at]!
      if (this.used[row]! + use[at]! > capacity[row]!) return false
    }
    return true
  }

  take(option: number): void {
    this.#change(option, 1)
    this.#list.push(option)
    this.taken[this.table.householdOf[option]!] = option
  }

  drop(option: number): void {
    this.#change(option, -1)
    this.#list.splice(this.#list.indexOf(option), 1)
    this.taken[this.table.householdOf[option]!] = -1
  }

  floorsHold(): boolean {
    for (let floor = 0; floor < this.counted.length - 1; floor++) if (this.counted[floor]! < this.table.target[floor]!) return false
    return true
  }

  /** a copy of the options taken, so that one may take and drop while going through it */
  list(): number[] {
    return [...this.#list]
  }

  #change(option: number, sign: 1 | -1): void {
    const { limit, use, stride, value, floor } = this.table
    for (let at = option * stride; at < (option + 1) * stride; at++) this.used[limit[at]!]! += sign * use[at]!
    this.counted[floor[option]!]! += sign
    this.value += sign * value[option]!
  }
}

/** Takes in the given order what fits: first towards the floors, then everything. */
export function fillInOrder(choice: Choice, order: Int32Array): void {
  const { floor, target } = choice.table
  const none = target.length - 1
  for (const option of order) {
    const of = floor[option]!
    if (of !== none && choice.counted[of]! < target[of]! && choice.fits(option)) choice.take(option)
  }
  for (const option of order) if (choice.fits(option)) choice.take(option)
}
