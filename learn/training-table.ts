import type { TableFile } from '../night/engines/table-file.ts'
import type { Direction } from './fit.ts'
import { findForbidden, type Forbidden, type ForbiddenList } from './forbidden.ts'
import { readLabel } from './label.ts'
import { checkKeys } from './keys.ts'
import { readTable } from './read-table.ts'
import { LearnRefusal } from './refusal.ts'
import { refuseSpoiltWords } from './spoilt-words.ts'
import { takeRows, type Column, type NumberColumn, type Table } from './table.ts'

export interface TrainingWish {
  label: string
  positive?: string
  key?: string
  time?: string
  /** columns that stay out */
  without?: readonly string[]
  /** the card tells how the model does by the values of these; they may be features or not */
  groups?: readonly string[]
  directions?: ReadonlyMap<string, Direction>
  forbidden: readonly ForbiddenList[]
  /** where columns come from, as far as known */
  sourceOf?: (column: string) => readonly string[]
}

export type DroppedWhy = 'constant' | 'identifier' | 'row_number'

export interface TrainingTable {
  features: Table
  label: Uint8Array
  positive: string
  /** days since 1970 */
  time?: Float64Array
  groups: Column[]
  /** rows without a label, left out */
  unlabelled: number
  refused: Forbidden[]
  dropped: { column: string; why: DroppedWhy }[]
}

/** Fewer positives or negatives than this say nothing that holds. */
const leastOfAClass = 30

/** Reasons are numbered by feature: with the shares that may come on top, no more have a number (score.ts). */
const mostColumns = 1000

/** Reads and checks a table to learn from. Throws LearnRefusal; forbidden columns are left out and told. */
export async function readTrainingTable(file: TableFile, wish: TrainingWish): Promise<TrainingTable> {
  const names = file.columns.map(({ name }) => name)
  const asked = [wish.label, wish.key, wish.time, ...(wish.without ?? []), ...(wish.groups ?? []), ...(wish.directions?.keys() ?? [])]
  for (const column of asked)
    if (column !== undefined && !names.includes(column)) throw new LearnRefusal({ code: 'no_such_column', column, columns: names })
  if (file.rows === 0) throw new LearnRefusal({ code: 'no_rows' })
  const apart = new Set([wish.label, wish.key, wish.time, ...(wish.without ?? [])])
  const free = names.filter((name) => !apart.has(name))
  const refused = findForbidden(free, wish.forbidden, wish.sourceOf)
  const asFeature = refused.find(({ column }) => wish.directions?.has(column))
  if (asFeature) throw new LearnRefusal({ code: 'forbidden_asked', ...asFeature })
  if (free.length > mostColumns) throw new LearnRefusal({ code: 'too_many_columns', columns: free.length, most: mostColumns })
  const wanted = free.filter((name) => !refused.some(({ column }) => column === name))
  if (wish.key !== undefined) await checkKeys(file, wish.key, wish.time)
  const { label, labelled, positive } = await readLabel(file, wish.label, wish.positive)
  const time = wish.time === undefined ? undefined : await readTime(file, wish.time)
  const whole = await readTable(file, wanted)
  for (const column of whole.columns) refuseSpoiltWords(column)
  const all = labelled.length === file.rows
  const rows = all ? whole : takeRows(whole, labelled)
  const dropped = rows.columns.flatMap((column, at) => dropWhy(column, rows.rows, whole.columns[at] ?? column))
  const columns = rows.columns.filter(({ name }) => !dropped.some(({ column }) => column === name))
  if (columns.length === 0) throw new LearnRefusal({ code: 'no_features', refused })
  for (const column of columns) {
    if (column.kind === 'category' && wish.directions?.get(column.name))
      throw new LearnRefusal({ code: 'monotone_of_words', column: column.name })
  }
  const positives = label.reduce((sum, one) => sum + one, 0)
  if (Math.min(positives, label.length - positives) < leastOfAClass) {
    throw new LearnRefusal({ code: 'too_few_rows', rows: label.length, positives, least: leastOfAClass })
  }
  const groups = await readTable(file, wish.groups ?? [], wish.groups)
  return {
    features: { rows: label.length, columns },
    label,
    positive,
    ...(time ? { time: all ? time : Float64Array.from(labelled, (row) => time[row] ?? Number.NaN) } : {}),
    groups: [...takeRows(groups, labelled).columns],
    unlabelled: file.rows - labelled.length,
    refused,
    dropped,
  }
}

async function readTime(file: TableFile, name: string): Promise<Float64Array> {
  if (file.columns.find((column) => column.name === name)?.kind === 'text') throw new LearnRefusal({ code: 'no_time', column: name })
  const { columns } = await readTable(file, [name])
  const { values } = columns[0] as NumberColumn
  if (values.some((value) => Number.isNaN(value))) throw new LearnRefusal({ code: 'no_time', column: name })
  if (values.every((value) => value === values[0])) throw new LearnRefusal({ code: 'one_date', column: name })
  return values
}

/** More words than this, and more than half of the rows a word of their own: names or numbers of things. */
const identifierLevels = 60

/** `whole` is the column with the rows that have no label, too: only so is it seen to count rows. */
function dropWhy(column: Column, rows: number, whole: Column): TrainingTable['dropped'] {
  if (column.kind === 'category') {
    const met = new Set(column.codes)
    if (met.size <= 1) return [{ column: column.name, why: 'constant' }]
    return met.size > identifierLevels && met.size * 2 > rows ? [{ column: column.name, why: 'identifier' }] : []
  }
  const [first = Number.NaN] = column.values
  const same = (value: number) => value === first || (Number.isNaN(value) && Number.isNaN(first))
  if (column.values.every(same)) return [{ column: column.name, why: 'constant' }]
  if (whole.kind !== 'number') return []
  if (countsRows(whole.values)) return [{ column: column.name, why: 'row_number' }]
  return numbersThings(whole.values) ? [{ column: column.name, why: 'identifier' }] : []
}

/** In a small table amounts can lie as close together as numbers given out. */
const enoughToTell = 1000

/** Whole numbers, each once, and hardly one left out between the least and the greatest: given out one after the other, whatever their order here. */
function numbersThings(values: Float64Array): boolean {
  let [least, greatest] = [Infinity, -Infinity]
  for (const value of values) {
    if (!Number.isInteger(value)) return false
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  return values.length >= enoughToTell && greatest - least < 1.2 * values.length && new Set(values).size === values.length
}

function countsRows(values: Float64Array): boolean {
  const [first = Number.NaN, second = Number.NaN] = values
  const step = second - first
  return values.length > 2 && step !== 0 && values.every((value, row) => value === first + row * step)
}
