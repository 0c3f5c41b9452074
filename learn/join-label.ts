import type { ColumnPart, TableFile } from '../night/engines/table-file.ts'
import { LearnRefusal } from './refusal.ts'

export interface LabelFile {
  file: TableFile
  /** its column with the key, and the one with the label */
  key: string
  label: string
}

/**
 * A table with one more column: the label another file gives by key. Rows that file does not name have no label. Throws LearnRefusal when a column is missing
 * or a key is there twice. Closing the labels' file is the caller's business.
 */
export async function joinLabel(table: TableFile, key: string, labels: LabelFile): Promise<TableFile> {
  const found = await readLabels(labels)
  const { label } = labels
  const names = table.columns.map(({ name }) => name)
  if (names.includes(label)) throw new LearnRefusal({ code: 'label_taken', column: label })
  if (!names.includes(key)) throw new LearnRefusal({ code: 'no_such_column', column: key, columns: names })
  return {
    columns: [...table.columns, { name: label, kind: 'text' }],
    rows: table.rows,
    read: (wanted, asText) => withLabel(table, { key, label, found }, wanted, asText),
    notNumbers: (name, most) => (name === label ? Promise.resolve([]) : table.notNumbers(name, most)),
    close: () => table.close(),
  }
}

async function readLabels({ file, key, label }: LabelFile): Promise<ReadonlyMap<string, string>> {
  const columns = file.columns.map(({ name }) => name)
  for (const column of [key, label]) if (!columns.includes(column)) throw new LearnRefusal({ code: 'no_such_column', column, columns })
  const found = new Map<string, { word: string | null; row: number }>()
  let row = 0
  for await (const part of file.read([key, label], [key, label])) {
    const [keys, words] = part.columns.map(wordsOf)
    for (let at = 0; at < part.rows; at++) {
      row += 1
      const name = keys?.[at]
      if (name === null || name === undefined) throw new LearnRefusal({ code: 'key_missing', column: key, row })
      const before = found.get(name)
      if (before) throw new LearnRefusal({ code: 'duplicate_key', column: key, key: name, rows: [before.row, row] })
      found.set(name, { word: words?.[at] ?? null, row })
    }
  }
  return new Map([...found].flatMap(([name, { word }]) => (word === null ? [] : [[name, word] as const])))
}

interface Joined {
  key: string
  label: string
  found: ReadonlyMap<string, string>
}

async function* withLabel(table: TableFile, { key, label, found }: Joined, wanted: readonly string[], asText: readonly string[] = []) {
  const places = wanted.map((name) => name === label)
  const own = wanted.filter((name) => name !== label)
  if (own.length === wanted.length) {
    yield* table.read(wanted, asText)
    return
  }
  for await (const part of table.read([...own, key], [...asText, key])) {
    const keys = wordsOf(part.columns.at(-1))
    const given: ColumnPart = { words: keys.map((name) => (name === null ? null : (found.get(name) ?? null))) }
    const others = part.columns.values()
    yield { rows: part.rows, columns: places.map((isLabel) => (isLabel ? given : (others.next().value as ColumnPart))) }
  }
}

const wordsOf = (column: ColumnPart | undefined): (string | null)[] => (column && 'words' in column ? column.words : [])
