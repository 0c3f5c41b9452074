import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countByBand, scoreBandsOf } from './card.ts'
import { driftOf, learnTable, openTable, type Drift, type ModelFile } from './index.ts'
import { stabilityIndex } from './drift.ts'
import { plantedBank } from './support/planted.ts'

let folder: string
let learned: ModelFile
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'liuke-drift-'))
  const file = await openTable(written('then.csv', 1))
  const wish = { label: 'left', tableName: 'then', held: 0.2, k: 50, seed: 1, forbidden: [], seconds: () => 0 }
  learned = await learnTable(file, wish)
  file.close()
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** 4000 customers of the planted bank; `wealth` multiplies their balances, `flip` turns the outcome of every so many. */
function written(name: string, seed: number, wealth = 1, flip = 0): string {
  const { table, label } = plantedBank(4000, seed)
  const columns = table.columns.map(({ name: column }) => column)
  const cell = (at: number, row: number) => {
    const column = table.columns[at]
    if (column?.kind === 'category') return column.levels[column.codes[row] ?? -1] ?? ''
    const value = column?.values[row] ?? Number.NaN
    return Number.isNaN(value) ? '' : String(column?.name === 'balance' ? value * wealth : value)
  }
  const rows = Array.from(label, (one, row) => [...columns.map((_, at) => cell(at, row)), flip > 0 && row % flip === 0 ? 1 : one].join(','))
  const path = join(folder, name)
  writeFileSync(path, [[...columns, 'left'].join(','), ...rows].join('\n'))
  return path
}
async function driftAt(path: string, label?: { column: string }): Promise<Drift> {
  const file = await openTable(path)
  try {
    return await driftOf(file, learned, label)
  } finally {
    file.close()
  }
}

describe('the stability index', () => {
  it('is zero for the same shares, and what the formula gives for others', () => {
    expect(stabilityIndex([10, 30], [100, 300])).toBe(0)
    expect(stabilityIndex([50, 50], [80, 20])).toBeCloseTo(0.3 * Math.log(0.8 / 0.5) - 0.3 * Math.log(0.2 / 0.5), 12)
    expect(Number.isFinite(stabilityIndex([1, 0], [0, 1]))).toBe(true)
    expect(stabilityIndex([0, 0], [1, 1])).toBe(0)
  })

  it('counts every chance in one band, equal ones together', () => {
    const chance = Float64Array.from({ length: 100 }, (_, at) => (at < 60 ? 0.1 : at / 200))
    const bands = scoreBandsOf(chance)
    expect(bands.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(bands[0]).toEqual({ upTo: 0.1, share: 0.6 })
    expect(countByBand(Float64Array.of(0, 1), [0.5, 1])).toEqual([1, 1])
  })
})

describe('drift', () => {
  it('is next to nothing for other customers of the same law, and the chances hold', async () => {
    const same = await driftAt(written('same.csv', 2), { column: 'left' })
    expect(same.rows).toBe(4000)
    expect(Math.max(...same.features.map(({ index }) => index))).toBeLessThan(0.1)
    expect(same.score).toBeLessThan(0.1)
    const { said, came, rows } = same.came?.measures ?? { said: 0, came: 1, rows: 1 }
    expect(Math.abs(said - came)).toBeLessThan(4 * Math.sqrt((came * (1 - came)) / rows))
  })

  it('names the column that moved, and sees when chances no longer come true', async () => {
    const moved = await driftAt(written('moved.csv', 3, 6, 3), { column: 'left' })
    expect(moved.features[0]?.feature).toContain('balance')
    expect(moved.features[0]?.index).toBeGreaterThan(0.25)
    expect((moved.came?.measures.came ?? 0) - (moved.came?.measures.said ?? 0)).toBeGreaterThan(0.1)
    expect(moved.features.find(({ feature }) => feature === 'age')).toMatchObject({
      missingThen: expect.closeTo(0.1, 1),
      missingNow: expect.closeTo(0.1, 1),
    })
  })

  it('is refused for a table without the columns', async () => {
    const path = join(folder, 'other.csv')
    writeFileSync(path, 'a,b\n1,2\n')
    await expect(driftAt(path)).rejects.toMatchObject({ problem: { code: 'no_such_column' } })
  })
})
