import { seededRandom } from '../random.ts'
import type { Table } from '../table.ts'

/** A table whose law is known: `balance` lowers, `age` bends, `city` shifts, `balance` × `idle` act together, `noise` says nothing, some ages are missing. */
export interface Planted {
  table: Table
  label: Uint8Array
  /** the true chance of every row */
  chance: Float64Array
}

const cities = ['北京', '上海', "O'Fallon", '厦门'] as const
const cityShift = [0, 0.8, -0.6, 0.3]

export function plantedBank(rows: number, seed: number): Planted {
  const random = seededRandom(seed)
  const [balance, age, idle, noise] = [0, 0, 0, 0].map(() => new Float64Array(rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const codes = new Int32Array(rows)
  const chance = new Float64Array(rows)
  const label = new Uint8Array(rows)
  for (let row = 0; row < rows; row++) {
    balance[row] = Math.round(10 ** (2 + 4 * random.next()))
    age[row] = random.next() < 0.1 ? Number.NaN : 18 + random.below(65)
    idle[row] = random.below(100)
    noise[row] = random.next()
    codes[row] = random.below(cities.length)
    const years = age[row] ?? 0
    const bend = Number.isNaN(years) ? 0.4 : ((years - 45) / 25) ** 2
    const together = (balance[row] ?? 0) > 10_000 === (idle[row] ?? 0) > 50 ? 0.9 : -0.9
    const logit = -1.5 - 0.5 * (Math.log10(balance[row] ?? 1) - 4) + bend + together + (cityShift[codes[row] ?? 0] ?? 0)
    chance[row] = 1 / (1 + Math.exp(-logit))
    label[row] = random.next() < (chance[row] ?? 0) ? 1 : 0
  }
  const number = (name: string, values: Float64Array) => ({ kind: 'number' as const, name, values })
  const columns = [number('balance', balance), number('age', age), number('idle', idle), number('noise', noise)]
  return { table: { rows, columns: [...columns, { kind: 'category', name: 'city', codes, levels: cities }] }, label, chance }
}
