import { LearnRefusal } from './refusal.ts'
import type { CategoryColumn, Column } from './table.ts'

/** Values named in a refusal. */
const shown = 3
/** Fewer different words than this are words, however they look: rates of 10%, 20% and 30% are three kinds. */
const fewestForms = 9

const isNumber = (word: string): boolean => word.trim() !== '' && Number.isFinite(Number(word))
const written = /^[¥￥$€]?\s*[+-]?\d{1,3}(,?\d{3})*(\.\d+)?\s*[%％元]?$/
const date = /^\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}|^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/

/**
 * Refuses a column of words that was meant as something else: numbers with mistakes among them, numbers written for people (1,234.00 or 12%), dates the reader
 * did not know. As words they would say nothing, and nobody would notice. Throws LearnRefusal.
 */
export function refuseSpoiltWords(column: Column): void {
  if (column.kind === 'number') return
  const { name, levels } = column
  const share = (is: (word: string) => boolean) => levels.filter(is).length / Math.max(1, levels.length)
  if (levels.filter(isNumber).length >= shown && share(isNumber) > 0.5)
    throw new LearnRefusal({ code: 'not_numbers', column: name, found: foundIn(column, (word) => !isNumber(word)) })
  if (levels.length < fewestForms) return
  if (share((word) => written.test(word.trim())) > 0.5)
    throw new LearnRefusal({ code: 'written_numbers', column: name, found: foundIn(column, (word) => !isNumber(word)) })
  if (share((word) => date.test(word.trim())) > 0.5)
    throw new LearnRefusal({ code: 'written_dates', column: name, found: foundIn(column, (word) => word.trim() !== '') })
}

/** The first rows (from 1) with such words. */
function foundIn({ codes, levels }: CategoryColumn, is: (word: string) => boolean): { row: number; found: string }[] {
  const wanted = new Set(levels.flatMap((word, code) => (is(word) ? [code] : [])))
  const found: { row: number; found: string }[] = []
  for (let row = 0; row < codes.length && found.length < shown; row++) {
    const code = codes[row] ?? -1
    if (wanted.has(code)) found.push({ row: row + 1, found: levels[code] ?? '' })
  }
  return found
}
