import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTable } from './open-table.ts'
import { LearnRefusal, type LearnProblem } from './refusal.ts'
import { splitRows } from './split.ts'
import { readTrainingTable, type TrainingWish } from './training-table.ts'

const forbidden = [{ reason: '健康', names: ['health'], sources: ['health'] }]
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'liuke-learn-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
async function readingOf(text: string, wish: Partial<TrainingWish> = {}) {
  const path = join(folder, `${files++}.csv`)
  writeFileSync(path, text)
  const file = await openTable(path)
  try {
    return await readTrainingTable(file, { label: 'left', forbidden, ...wish })
  } finally {
    file.close()
  }
}
async function problemOf(text: string, wish: Partial<TrainingWish> = {}): Promise<LearnProblem | undefined> {
  try {
    await readingOf(text, wish)
    return undefined
  } catch (error) {
    if (error instanceof LearnRefusal) return error.problem
    throw error
  }
}
/** 80 rows: key, balance, city, label and whatever else. */
const table = (head: string, row: (at: number) => string) => [head, ...Array.from({ length: 80 }, (_, at) => row(at))].join('\n')
const good = table('id,balance,left', (at) => `c${at},${(at * 37) % 80},${at % 2}`)

describe('a table to learn from', () => {
  it('is read: label, features, key left out', async () => {
    const { features, label, positive } = await readingOf(good, { key: 'id' })
    expect([features.columns.map(({ name }) => name), features.rows, positive]).toEqual([['balance'], 80, '1'])
    expect(label.reduce((sum, one) => sum + one, 0)).toBe(40)
  })

  it('leaves out rows without a label, constants, names, row numbers and what is forbidden, and says so', async () => {
    const text = table(
      'row,name,balance,same,health_score,left',
      (at) => `${at},客户${at},${(at * 37) % 80},7,${at},${at === 5 ? '' : at % 2}`,
    )
    const { features, unlabelled, dropped, refused } = await readingOf(text)
    expect(features.columns.map(({ name }) => name)).toEqual(['balance'])
    expect(unlabelled).toBe(1)
    expect(dropped.map(({ column, why }) => `${column} ${why}`)).toEqual(expect.arrayContaining(['name identifier', 'same constant']))
    expect(refused.map(({ column, by }) => [column, by])).toEqual([['health_score', 'name']])
  })

  it('is refused by the source of its columns', async () => {
    const sourceOf = (column: string) => (column === 'balance' ? ['health_reading'] : [])
    expect(await problemOf(good, { key: 'id', sourceOf })).toMatchObject({
      code: 'no_features',
      refused: [{ column: 'balance', by: 'source' }],
    })
  })

  it.each<[string, string, Partial<TrainingWish>, Partial<LearnProblem>]>([
    ['no such label', good, { label: 'gone' }, { code: 'no_such_column', column: 'gone' }],
    ['only a head', 'id,balance,left\n', {}, { code: 'no_rows' }],
    ['one class', table('balance,left', (at) => `${at * 3},1`), {}, { code: 'one_class', value: '1' }],
    ['three values', table('balance,left', (at) => `${at * 3},${(at % 3) - 1}`), {}, { code: 'positive_needed' }],
    ['a value that is not there', good, { key: 'id', positive: '9' }, { code: 'no_such_value', value: '9' }],
    ['no label at all', table('balance,left', (at) => `${at * 3},`), {}, { code: 'label_unknown' }],
    [
      'a word among numbers',
      table('balance,left', (at) => `${at === 40 ? 'abc' : at * 3},${at % 2}`),
      {},
      { code: 'not_numbers', column: 'balance', found: [{ row: 41, found: 'abc' }] },
    ],
    [
      'a key twice',
      table('id,balance,left', (at) => `c${at === 9 ? 2 : at},${at * 3},${at % 2}`),
      { key: 'id' },
      { code: 'duplicate_key', key: 'c2', rows: [3, 10] },
    ],
    [
      'a key that is missing',
      table('id,balance,left', (at) => `${at === 9 ? '' : `c${at}`},${at * 3},${at % 2}`),
      { key: 'id' },
      { code: 'key_missing', row: 10 },
    ],
    [
      'too few of a class',
      table('balance,left', (at) => `${(at * 37) % 80},${at < 5 ? 1 : 0}`),
      {},
      { code: 'too_few_rows', positives: 5 },
    ],
    ['nothing but constants', table('balance,left', (at) => `1,${at % 2}`), {}, { code: 'no_features' }],
    ['a time of words', table('day,balance,left', (at) => `soon,${(at * 7) % 80},${at % 2}`), { time: 'day' }, { code: 'no_time' }],
    ['one date', table('day,balance,left', (at) => `2026-01-31,${(at * 7) % 80},${at % 2}`), { time: 'day' }, { code: 'one_date' }],
    [
      'a direction of words',
      table('city,left', (at) => `${['甲', '乙', '丙'][at % 3]},${at % 2}`),
      { directions: new Map([['city', 1]]) },
      { code: 'monotone_of_words' },
    ],
    [
      'a direction of what is forbidden',
      table('health,left', (at) => `${(at * 7) % 80},${at % 2}`),
      { directions: new Map([['health', 1]]) },
      { code: 'forbidden_asked' },
    ],
  ])('with %s is refused', async (_what, text, wish, problem) => {
    expect(await problemOf(text, wish)).toMatchObject(problem)
  })

  it('that is not there, or is none, is refused', async () => {
    const refused = async (path: string) => {
      try {
        await openTable(path)
        return undefined
      } catch (error) {
        return error instanceof LearnRefusal ? error.problem.code : error
      }
    }
    const notParquet = join(folder, 'bad.parquet')
    writeFileSync(notParquet, 'no parquet')
    expect([await refused(join(folder, 'gone.csv')), await refused(notParquet)]).toEqual(['unreadable', 'unreadable'])
  })

  it('takes one key at several dates', async () => {
    const text = table('id,day,balance,left', (at) => `c${at % 40},2026-0${at < 40 ? 1 : 2}-28,${(at * 37) % 80},${at % 2}`)
    expect((await readingOf(text, { key: 'id', time: 'day' })).time?.[79]).toBe(Date.parse('2026-02-28') / 86_400_000)
  })
})

describe('the part held back', () => {
  it('is the latest days, whole', () => {
    const time = Float64Array.of(1, 2, 3, 3, 3, 1, 1, 1, 1, 1)
    const { held, trained, by } = splitRows(10, 0.2, 1, time)
    expect([by, [...held], trained.length]).toEqual(['time', [2, 3, 4], 7])
  })

  it('is never everything, though nearly all are of the first day', () => {
    const { held, trained } = splitRows(4, 0.9, 1, Float64Array.of(5, 5, 5, 6))
    expect([[...held], [...trained]]).toEqual([[3], [0, 1, 2]])
  })

  it('without dates is drawn by the seed', () => {
    expect(splitRows(100, 0.2, 1).held).toEqual(splitRows(100, 0.2, 1).held)
    expect(splitRows(100, 0.2, 1).held).not.toEqual(splitRows(100, 0.2, 2).held)
    expect(splitRows(100, 0.2, 1).trained).toHaveLength(80)
  })
})
