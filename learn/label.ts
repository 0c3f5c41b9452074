import type { TableFile } from '../night/engines/table-file.ts'
import { readTable } from './read-table.ts'
import { LearnRefusal } from './refusal.ts'
import type { CategoryColumn } from './table.ts'

export interface Label {
  /** of the rows that have one: 1 positive, 0 not */
  label: Uint8Array
  /** which rows these are */
  labelled: Uint32Array
  positive: string
}

/** Values that mean yes where nobody said which one does. */
const yes = ['1', 'true', '是', 'yes', 'y', 't']
const no = ['0', 'false', '否', 'no', 'n', 'f']
/** Values named in a refusal at most. */
const shown = 10

/** Reads the label column; `positive` names the value that counts, all others do not. Throws LearnRefusal. */
export async function readLabel(file: TableFile, name: string, positive?: string): Promise<Label> {
  const { columns } = await readTable(file, [name], [name])
  const column = columns[0] as CategoryColumn
  const { codes } = column
  if (column.levels.length === 0) throw new LearnRefusal({ code: 'label_unknown', column: name })
  if (column.levels.length === 1) throw new LearnRefusal({ code: 'one_class', column: name, value: column.levels[0] ?? '' })
  const wanted = positive === undefined ? yesOf(column) : valueOf(column, positive)
  const labelled = Uint32Array.from({ length: codes.length }, (_, row) => row).filter((row) => (codes[row] as number) >= 0)
  return { label: Uint8Array.from(labelled, (row) => (codes[row] === wanted ? 1 : 0)), labelled, positive: column.levels[wanted] ?? '' }
}

function yesOf({ name, levels }: CategoryColumn): number {
  const plain = levels.map((level) => plainNumber(level).toLowerCase())
  const at = plain.findIndex((level) => yes.includes(level))
  const other = plain.findIndex((level) => no.includes(level))
  if (levels.length > 2 || at < 0 || other < 0)
    throw new LearnRefusal({ code: 'positive_needed', column: name, values: levels.slice(0, shown) })
  return at
}

function valueOf({ name, levels }: CategoryColumn, positive: string): number {
  const at = levels.findIndex((level) => plainNumber(level) === plainNumber(positive))
  if (at < 0) throw new LearnRefusal({ code: 'no_such_value', column: name, value: positive, values: levels.slice(0, shown) })
  return at
}

/** 1.0 and 1 are the same value. */
const plainNumber = (word: string): string => (word.trim() !== '' && Number.isFinite(Number(word)) ? String(Number(word)) : word)
