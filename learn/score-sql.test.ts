import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDuckdb, type Duckdb } from '../night/engines/duckdb.ts'
import { duckdbPrelude } from '../night/engines/prelude.ts'
import { fitModel } from './fit.ts'
import { binColumn } from './binning.ts'
import { chanceOf, type AdditiveModel, type Feature } from './model.ts'
import { binsOf, columnOf, createScorer } from './score.ts'
import { scoreSql } from './score-sql.ts'
import { standardSettings } from './settings.ts'
import { plantedBank } from './support/planted.ts'
import type { Table } from './table.ts'

interface Row {
  balance: number | null
  age: number | null
  idle: number | null
  noise: number | null
  city: string | null
}
const numbers = ['balance', 'age', 'idle', 'noise'] as const

/** A row's number as a text the engine casts to the same number. */
const sqlNumber = (value: number | null) => (value === null || Number.isNaN(value) ? 'cast(null as double)' : `cast('${value}' as double)`)
const sqlText = (value: string | null) => (value === null ? 'cast(null as varchar)' : `'${value.replaceAll("'", "''")}'`)

function tableOf(rows: readonly Row[]): Table {
  const words = rows.map(({ city }) => city)
  const levels = [...new Set(words.filter((word) => word !== null))]
  return {
    rows: rows.length,
    columns: [
      ...numbers.map((name) => ({ kind: 'number' as const, name, values: Float64Array.from(rows, (row) => row[name] ?? Number.NaN) })),
      { kind: 'category', name: 'city', codes: Int32Array.from(words, (word) => (word === null ? -1 : levels.indexOf(word))), levels },
    ],
  }
}

describe.each([
  ['standard SQL', false],
  ['the functions of the night', true],
] as const)('the query in %s and the program', (_how, prelude) => {
  let duckdb: Duckdb
  let model: AdditiveModel
  beforeAll(async () => {
    duckdb = await openDuckdb({ threads: 1 })
    for (const statement of duckdbPrelude) await duckdb.run(statement)
    const { table, label } = plantedBank(3000, 11)
    // shares are taken in freely here, so that their formula is tried
    const settings = {
      ...standardSettings,
      screen: { ...standardSettings.screen, overNoise: 0.1, pairs: 8 },
      boost: { ...standardSettings.boost, leastGain: 0, rounds: 200 },
    }
    ;({ model } = await fitModel({ table, label, named: { column: 'left', positive: '1' }, seed: 4, workers: 1, settings }))
  })
  afterAll(() => duckdb.close())

  async function bySql(rows: readonly Row[], prelude: boolean) {
    const given = rows.map((row, at) => `(${at}, ${numbers.map((name) => sqlNumber(row[name])).join(', ')}, ${sqlText(row.city)})`)
    const from = `(select * from (values ${given.join(', ')}) as t (id, ${numbers.join(', ')}, city)) as customers`
    return duckdb.all(`select * from (${scoreSql(model, { from, keys: ['id'], prelude })}) order by id`)
  }

  function expectSame(rows: readonly Row[], found: readonly Record<string, unknown>[]) {
    const table = tableOf(rows)
    const { points, reasons, reasonPoints } = createScorer(model).score(table)
    found.forEach((row, at) => {
      expect(Number(row['points'])).toBe(points[at])
      expect(Math.abs(Number(row['probability']) - chanceOf(points[at] ?? 0))).toBeLessThan(1e-9)
      for (const rank of [0, 1, 2]) {
        const reason = reasons[at * 3 + rank] ?? -1
        expect(row[`reason_${rank + 1}`] === null ? -1 : Number(row[`reason_${rank + 1}`])).toBe(reason)
        if (reason < 0) continue
        expect(Number(row[`reason_${rank + 1}_points`])).toBe(reasonPoints[at * 3 + rank])
        const feature = model.features[reason] as Feature
        expect(Number(row[`reason_${rank + 1}_bin`])).toBe(
          binColumn(columnOf(feature, table), binsOf(feature), new Uint8Array(rows.length))[at],
        )
      }
    })
    expect(found).toHaveLength(rows.length)
  }

  it('are not asked of a model whose points would not fit', () => {
    const huge = model.features.map((feature, at) => (at === 0 ? { ...feature, points: feature.points.map(() => 2 ** 30) } : feature))
    expect(() => createScorer({ ...model, features: huge })).toThrow(/at most 1073741823 can be scored/)
  })

  it('have a share and pairs to try', () => {
    expect(model.features.some(({ kind }) => kind === 'share')).toBe(true)
    expect(model.pairs.length).toBeGreaterThan(3)
  })

  it('agree on every cut point, on the numbers next to it, and on what has no place on the axis', async () => {
    const ordinary: Row = { balance: 5000, age: 40, idle: 30, noise: 0.2, city: '上海' }
    const rows = numbers.flatMap((name) => {
      const feature = model.features.find((one) => one.name === name)
      const cuts = feature?.kind === 'number' ? feature.cuts.map(Number) : []
      const near = cuts.flatMap((cut) => [cut, cut - Math.abs(cut) * 2 ** -52, cut + Math.abs(cut) * 2 ** -52])
      return [...near, null, Number.NaN, Infinity, -Infinity, 0, -0, 1e300, -1e300, 5e-324, 1.7976931348623157e308].map((value) => ({
        ...ordinary,
        [name]: value,
      }))
    })
    expectSame(rows, await bySql(rows, prelude))
  })

  it('agree on whole numbers that are compared as such, at the cuts, beside them and missing', async () => {
    const cuts = model.features.flatMap((one) => (one.kind === 'number' ? one.cuts.map(Number) : []))
    const near = [...new Set(cuts.flatMap((cut) => [Math.floor(cut) - 1, Math.floor(cut), Math.ceil(cut), Math.ceil(cut) + 1]))]
    const rows = [...near, 0, -1, 1e12, -1e12, 2 ** 53, null].flatMap((value) => [
      { balance: value, age: 40, idle: 30, noise: 1, city: '上海' },
      { balance: 5000, age: value, idle: value, noise: value, city: null },
    ])
    const given = rows.map(
      (row, at) => `(${at}, ${numbers.map((name) => `cast(${row[name] ?? 'null'} as bigint)`).join(', ')}, ${sqlText(row.city)})`,
    )
    const from = `(select * from (values ${given.join(', ')}) as t (id, ${numbers.join(', ')}, city)) as customers`
    const whole = (name: string) => (numbers as readonly string[]).includes(name)
    expectSame(rows, await duckdb.all(`select * from (${scoreSql(model, { from, keys: ['id'], prelude, whole })}) order by id`))
  })

  it('agree on any customer', async () => {
    const number = fc.option(fc.oneof(fc.double(), fc.integer({ min: -100, max: 100_000 }), fc.constantFrom(0, -0, Infinity, -Infinity)))
    const city = fc.option(fc.constantFrom('北京', '上海', "O'Fallon", '厦门', '火星', ''))
    const row = fc.record({ balance: number, age: number, idle: number, noise: number, city })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 40, maxLength: 60 }), async (rows) => expectSame(rows, await bySql(rows, prelude))),
      { numRuns: 4 },
    )
  })
})
