import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { learnTable, openTable, scoreTableFile, type ModelFile } from '../../../learn/index.ts'
import { openDuckdb } from '../../../night/engines/duckdb.ts'
import { businessDatesFrom, simulateBank } from '../../../simulate/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuke-hazards-'))
const table = join(folder, 'hazards.parquet')

interface Row {
  maturing: number
  categories: number
  hazard: number
}
let rows: Row[]
let learned: ModelFile
let said: number[]

beforeAll(async () => {
  await simulateBank({
    out: folder,
    outlets: 3,
    customersPerOutlet: 700,
    seed: 23,
    businessDates: businessDatesFrom('2026-04-14', 1),
    threads: 1,
  })
  const duckdb = await openDuckdb({ threads: 1 })
  try {
    await duckdb.run(`copy (select customer_no, month_end, categories, cast(contacted as integer) as reached, cast(maturing as integer) as maturing,
      hazard, cast("left" as integer) as gone from '${join(folder, 'truth', 'hazard.parquet')}' order by month_end, customer_no) to '${table}' (format parquet)`)
    rows = await duckdb.all<Row>(`select categories, maturing, hazard from '${table}'`)
  } finally {
    duckdb.close()
  }
  const file = await openTable(table)
  try {
    const wish = { label: 'gone', key: 'customer_no', time: 'month_end', without: ['hazard'], forbidden: [], tableName: 'hazards' }
    learned = await learnTable(file, { ...wish, held: 0.3, k: 100, seed: 5, seconds: () => 0 })
    said = []
    for await (const part of scoreTableFile(file, learned.model, undefined)) said.push(...part.map(({ chance }) => chance))
  } finally {
    file.close()
  }
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length

describe('a model of the simulated bank, whose hazards are known', () => {
  it('says of months it has not seen what came true, within the error of counting', () => {
    const { rows: held, said: mostly, came } = learned.card.held
    expect(learned.card.split.by).toBe('time')
    expect(held).toBeGreaterThan(1500)
    expect(Math.abs(mostly - came)).toBeLessThan(4 * Math.sqrt((came * (1 - came)) / held))
  })

  it('agrees with the true hazards in every group they differ by, within the error of the rows learned from', () => {
    const groups = Map.groupBy(
      rows.map((row, at) => ({ ...row, said: said[at] ?? 0 })),
      ({ categories, maturing }) => `${Math.min(categories, 5)} ${maturing}`,
    )
    const big = [...groups.values()].filter((members) => members.length >= 150)
    expect(big.length).toBeGreaterThan(4)
    for (const members of big) {
      const truth = mean(members.map(({ hazard }) => hazard))
      const error = Math.sqrt((truth * (1 - truth)) / (0.7 * members.length))
      expect(Math.abs(mean(members.map((one) => one.said)) - truth)).toBeLessThan(4 * error)
    }
  })
})
