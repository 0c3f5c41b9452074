import { openTableFile, type TableFile, type TablePart } from '../night/engines/table-file.ts'
import type { Column, Table } from './table.ts'

/** Reads columns of an opened table file whole; `asText` columns as words. */
export async function readTable(file: TableFile, names: readonly string[], asText: readonly string[] = []): Promise<Table> {
  if (names.length === 0) return { rows: file.rows, columns: [] }
  const builders = buildersOf(file, names, asText, file.rows)
  let from = 0
  for await (const part of file.read(names, asText)) {
    builders.forEach((builder, at) => builder.add(part.columns[at], from))
    from += part.rows
  }
  return { rows: from, columns: builders.map((builder) => builder.column(from)) }
}

/** The same in parts of about `rows` rows each. */
export async function* readParts(
  file: TableFile,
  names: readonly string[],
  asText: readonly string[],
  rows: number,
): AsyncGenerator<Table> {
  let waiting: TablePart[] = []
  let count = 0
  const together = (): Table => {
    const builders = buildersOf(file, names, asText, count)
    let from = 0
    for (const part of waiting) {
      builders.forEach((builder, at) => builder.add(part.columns[at], from))
      from += part.rows
    }
    return { rows: count, columns: builders.map((builder) => builder.column(count)) }
  }
  for await (const part of file.read(names, asText)) {
    waiting.push(part)
    count += part.rows
    if (count < rows) continue
    yield together()
    waiting = []
    count = 0
  }
  if (count > 0) yield together()
}

/** Opens, reads and closes. */
export async function readTableFile(path: string, names?: readonly string[]): Promise<Table> {
  const file = await openTableFile(path)
  try {
    return await readTable(file, names ?? file.columns.map(({ name }) => name))
  } finally {
    file.close()
  }
}

interface Builder {
  add(part: TablePart['columns'][number] | undefined, from: number): void
  column(rows: number): Column
}

function buildersOf(file: TableFile, names: readonly string[], asText: readonly string[], rows: number): Builder[] {
  return names.map((name) => {
    const kind = file.columns.find((column) => column.name === name)?.kind
    return kind === 'text' || asText.includes(name) ? wordsBuilder(name, rows) : numbersBuilder(name, rows, kind === 'time')
  })
}

function numbersBuilder(name: string, rows: number, isTime: boolean): Builder {
  const values = new Float64Array(rows)
  return {
    add: (part, from) => {
      if (part && 'numbers' in part) values.set(part.numbers, from)
    },
    column: (read) => ({ kind: 'number', name, values: values.subarray(0, read), ...(isTime ? { isTime } : {}) }),
  }
}

/** Words become codes in the order they are met. */
function wordsBuilder(name: string, rows: number): Builder {
  const codes = new Int32Array(rows)
  const levels: string[] = []
  const known = new Map<string, number>()
  const codeOf = (word: string | null) => {
    if (word === null) return -1
    const code = known.get(word) ?? levels.push(word) - 1
    known.set(word, code)
    return code
  }
  return {
    add: (part, from) => {
      if (part && 'words' in part) part.words.forEach((word, at) => (codes[from + at] = codeOf(word)))
    },
    column: (read) => ({ kind: 'category', name, codes: codes.subarray(0, read), levels }),
  }
}
