/** Deeper than anything we are ever sent; what is deeper was made to exhaust somebody. */
const deepest = 32

/** Whole numbers of ours are counts and keys, PostgreSQL's `int`; larger ones, and money, travel as text. */
const largest = 2 ** 31 - 1

const isPlainText = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/**
 * Whether a value can be worked with at all: no character NUL and no half of a pair in any text or name, as PostgreSQL keeps neither, no number beyond its `int`, and
 * not nested deeper than any input of ours. Asked of every input before a route sees it, so that no route has to think of it.
 */
export function isPlainInput(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return isPlainText(value)
  if (typeof value === 'number') return Math.abs(value) <= largest
  if (typeof value !== 'object' || value === null) return true
  if (depth >= deepest) return false
  return Object.entries(value).every(([name, held]) => isPlainText(name) && isPlainInput(held, depth + 1))
}

/** Whether an address, as it was sent, holds no NUL in any form. */
export const isPlainAddress = (url: string): boolean => !/%00|\0/.test(url)
