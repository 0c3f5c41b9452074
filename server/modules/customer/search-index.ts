import { idBytes } from './ordered-ids.ts'
import type { SearchTerm } from './search.rules.ts'

/** What can be searched of some customers, in one order: each text has a line for each of them, and begins and ends with a line break. */
export interface Searchable {
  /** big-endian int8 after int8, ascending */
  ids: Buffer
  /** latin letters in lower case */
  names: string
  pinyin: string
  initials: string
  numbers: string
  /** first three and last four digits of a phone, nothing of one shorter than eight: what its masked form shows */
  phones: string
}

type Texts = Exclude<keyof Searchable, 'ids'>

/** Finds customers by what is typed, without a round trip: a scan over a few megabytes of text takes a millisecond or so. */
export class SearchIndex {
  readonly bytes: number
  readonly #searchable: Searchable
  readonly #starts = new Map<Texts, Uint32Array>()

  constructor(searchable: Searchable) {
    this.#searchable = searchable
    const { ids, names, pinyin, initials, numbers, phones } = searchable
    const columns = [names, pinyin, initials, numbers, phones]
    this.bytes = ids.length + columns.reduce((sum, text) => sum + 2 * text.length, 0) + (columns.length * 4 * ids.length) / idBytes
  }

  /** Who has exactly this number or name first, then at most `most` others in the order of their ids: as search.sql.ts would find them. */
  find(text: string, term: SearchTerm, most: number, wholeNames: boolean): bigint[] {
    const typed = text.replace(/\n/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    const exact = [...this.#lines('numbers', `\n${typed}\n`, most), ...this.#lines('names', `\n${typed}\n`, most)]
    const others = new Set(this.#needles(term, wholeNames).flatMap(([column, needle]) => this.#lines(column, needle, most)))
    const likely = [...others].sort((a, b) => a - b).slice(0, most)
    return [...new Set([...exact, ...likely])].map((line) => this.#searchable.ids.readBigInt64BE(line * idBytes))
  }

  #needles(term: SearchTerm, wholeNames: boolean): [Texts, string][] {
    switch (term.kind) {
      case 'none':
        return []
      case 'name':
        return [
          [
            'names',
            line(
              term.part.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
              wholeNames,
            ),
          ],
        ]
      case 'letters':
        if (wholeNames) return [...whole(['pinyin', 'names'], term.prefix), ['numbers', `\n${term.prefix}`]]
        return [
          ...(['pinyin', 'initials', 'numbers'] as const).map((column): [Texts, string] => [column, `\n${term.prefix}`]),
          ['names', term.prefix],
        ]
      case 'digits': {
        const { number, phoneHead = '', phoneTail } = term
        const phones: [Texts, string][] = phoneTail === undefined ? [] : [['phones', `${phoneHead && `\n${phoneHead}`}${phoneTail}\n`]]
        return [['numbers', `\n${number}`], ['numbers', `${number}\n`], ...phones]
      }
    }
  }

  /** The first lines, from 0, that hold the needle; a line break in it stands for the beginning or the end of a line. */
  #lines(column: Texts, needle: string, most: number): number[] {
    const text = this.#searchable[column]
    const starts = this.#startsOf(column)
    const found: number[] = []
    for (let at = text.indexOf(needle); at >= 0 && found.length < most;) {
      const line = lineAt(starts, needle.startsWith('\n') ? at + 1 : at)
      if (line >= starts.length) break
      found.push(line)
      const next = starts[line + 1]
      at = next === undefined ? -1 : text.indexOf(needle, next - 1)
    }
    return found
  }

  #startsOf(column: Texts): Uint32Array {
    const known = this.#starts.get(column)
    if (known) return known
    const text = this.#searchable[column]
    const starts = new Uint32Array(this.#searchable.ids.length / idBytes)
    for (let line = 0, at = 1; line < starts.length; line++, at = text.indexOf('\n', at) + 1) starts[line] = at
    this.#starts.set(column, starts)
    return starts
  }
}

const line = (text: string, wholly: boolean) => (wholly ? `\n${text}\n` : text)
const whole = (columns: Texts[], text: string) => columns.map((column): [Texts, string] => [column, line(text, true)])

/** The last line that starts at or before a place. */
function lineAt(starts: Uint32Array, place: number): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low - 1
}
