/** What must not enter a model, and why; a policy's list. Names are parts of column names, sources are tables or files a column comes from. */
export interface ForbiddenList {
  reason: string
  names: readonly string[]
  sources: readonly string[]
}

export interface Forbidden {
  column: string
  /** the part of the name or source that was met */
  met: string
  by: 'name' | 'source'
  reason: string
}

/**
 * The columns that must not enter. A Chinese word is met anywhere in a name; of Latin names whole words are (`child_age`, `childAge`), so
 * that `wealth` is not taken for `health`. `sourceOf` gives where a column comes from, as far as it is known.
 */
export function findForbidden(
  columns: readonly string[],
  lists: readonly ForbiddenList[],
  sourceOf: (column: string) => readonly string[] = () => [],
): Forbidden[] {
  return columns.flatMap((column): Forbidden[] => {
    for (const { reason, names, sources } of lists) {
      const name = names.find((word) => meets(column, word))
      if (name !== undefined) return [{ column, met: name, by: 'name', reason }]
      const source = sources.find((word) => sourceOf(column).some((from) => meets(from, word)))
      if (source !== undefined) return [{ column, met: source, by: 'source', reason }]
    }
    return []
  })
}

const wordsOf = (name: string): string =>
  ` ${name
    .normalize('NFKC')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}]+/gu, ' ')} `

function meets(name: string, word: string): boolean {
  if (/\p{Script=Han}/u.test(word)) return name.normalize('NFKC').includes(word)
  return wordsOf(name).includes(` ${wordsOf(word).trim()} `)
}
