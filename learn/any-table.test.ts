import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { learnTable, LearnRefusal, openTable, scoreTableFile, type LearnProblem, type ModelFile } from './index.ts'
import { seededRandom } from './random.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'liuke-any-table-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Row = { at: number; balance: number; idle: number; next: () => number }
interface Given {
  rows: number
  /** share of positives */
  rate?: number
  /** words of no and yes */
  label?: [string, string]
  head?: string[]
  more?: (row: Row) => (string | number)[]
  time?: string
}

const quoted = (cell: string | number) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell))

/** A table nobody tuned anything to: balance and idle days push the chance, whatever else is there says nothing. */
function textOf({ rows, rate = 0.2, label = ['0', '1'], head = [], more = () => [] }: Given): string {
  const random = seededRandom(rows)
  const lines = Array.from({ length: rows }, (_, at) => {
    const [balance, idle] = [random.next(), random.next()]
    const logit = Math.log(rate / (1 - rate)) - 4 * (balance - 0.5) + 3 * (idle - 0.5)
    const left = random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0
    const row = { at, balance, idle, next: () => random.next() }
    return [Math.round(balance * 1e6), Math.round(idle * 365), ...more(row), label[left]].map((cell) => quoted(cell ?? '')).join(',')
  })
  return [['balance', 'idle', ...head, 'left'].join(','), ...lines].join('\n')
}

let files = 0
async function learned(given: Given): Promise<ModelFile> {
  const path = join(folder, `${files++}.csv`)
  writeFileSync(path, textOf(given))
  const file = await openTable(path)
  try {
    const wish = { label: 'left', tableName: 'any', held: 0.2, k: 50, seed: 1, forbidden: [], seconds: () => 0, time: given.time }
    const found = await learnTable(file, wish)
    let rows = 0
    for await (const part of scoreTableFile(file, found.model, undefined)) {
      expect(part.every(({ chance }) => chance > 0 && chance < 1)).toBe(true)
      rows += part.length
    }
    expect(rows).toBe(given.rows)
    return found
  } finally {
    file.close()
  }
}
async function refused(given: Given): Promise<LearnProblem> {
  try {
    await learned(given)
  } catch (error) {
    if (error instanceof LearnRefusal) return error.problem
    throw error
  }
  throw new Error('learned all the same')
}
const droppedOf = ({ card }: ModelFile) => Object.fromEntries(card.dropped.map(({ column, why }) => [column, why]))

describe('a table of another bank', () => {
  it.each<[string, Given, number]>([
    ['a few hundred rows', { rows: 400, rate: 0.3 }, 0.65],
    ['one in two hundred leaves', { rows: 20_000, rate: 0.005 }, 0.7],
    ['a word for yes', { rows: 2000, label: ['False', 'True'] }, 0.7],
    ['a Chinese word for yes', { rows: 2000, label: ['否', '是'] }, 0.7],
    [
      'commas, quotes and new lines in words',
      { rows: 2000, head: ['held'], more: ({ at }) => [['理财, 保险', '存款 "A"', '基金,\n债'][at % 3] ?? ''] },
      0.7,
    ],
    [
      'a hundred and fifty columns of noise',
      {
        rows: 1500,
        head: Array.from({ length: 150 }, (_, at) => `n${at}`),
        more: ({ next }) => Array.from({ length: 150 }, () => next().toFixed(3)),
      },
      0.65,
    ],
  ])(
    'is learned from: %s',
    async (_what, given, least) => {
      const { card } = await learned(given)
      expect(card.held.auc).toBeGreaterThan(least)
      const error = Math.sqrt((card.held.came * (1 - card.held.came)) / card.held.rows)
      expect(Math.abs(card.held.said - card.held.came)).toBeLessThan(4 * error + 0.01)
    },
    120_000,
  )

  it('leaves out what cannot help, and says so', async () => {
    const dates = ({ at }: Row) => `2025-0${1 + (at % 6)}-01`
    const found = await learned({
      rows: 2000,
      head: ['number', 'same', 'empty', 'shop', 'city', 'opened', 'month'],
      more: (row) => [
        70_000 + ((row.at * 7919) % 2000),
        'x',
        '',
        `店${row.at}`,
        `城市${row.at % 300}`,
        `20${10 + (row.at % 9)}-03-15`,
        dates(row),
      ],
      time: 'month',
    })
    expect(droppedOf(found)).toEqual({ number: 'identifier', same: 'constant', empty: 'constant', shop: 'identifier' })
    expect(found.card.split.by).toBe('time')
    expect(found.card.held.auc).toBeGreaterThan(0.7)
  }, 120_000)

  it.each<[string, Given, Partial<LearnProblem>]>([
    ['too few who left', { rows: 2000, rate: 0.005 }, { code: 'too_few_rows' }],
    ['words for the label', { rows: 500, label: ['Existing', 'Attrited'] }, { code: 'positive_needed' }],
    [
      'amounts with commas',
      { rows: 500, head: ['aum'], more: ({ balance }) => [Math.round(balance * 1e7).toLocaleString('en')] },
      { code: 'written_numbers' },
    ],
    [
      'shares with a sign',
      { rows: 500, head: ['share'], more: ({ balance }) => [`${(balance * 100).toFixed(1)}%`] },
      { code: 'written_numbers' },
    ],
    [
      'dates in words',
      { rows: 500, head: ['day'], more: ({ at }) => [`2024年${1 + (at % 12)}月${1 + (at % 28)}日`] },
      { code: 'written_dates', column: 'day' },
    ],
    [
      'infinity among amounts',
      { rows: 500, head: ['aum'], more: ({ at }) => [at % 9 ? at * 3 : 'inf'] },
      { code: 'not_numbers', found: [1, 10, 19].map((row) => ({ row, found: 'inf' })) },
    ],
    [
      'more columns than have a number',
      { rows: 100, head: Array.from({ length: 1001 }, (_, at) => `n${at}`), more: ({ at }) => Array.from({ length: 1001 }, () => at) },
      { code: 'too_many_columns' },
    ],
  ])('is refused with what is wrong: %s', async (_what, given, problem) => {
    expect(await refused(given)).toMatchObject(problem)
  })
})
