import type { Policies } from '../policy/index.ts'

/** Kinds of words that a message to a customer never holds (M25): policy rows message.words_*. `number`: as long as a card's or an identity's number. */
export const forbiddenKinds = ['promise', 'rebate', 'inducing', 'number'] as const
export type ForbiddenKind = (typeof forbiddenKinds)[number]

/** A forbidden word where it stands: `from` included, `until` excluded, counted in UTF-16 units as an input field counts. */
export interface ForbiddenPlace {
  kind: ForbiddenKind
  word: string
  from: number
  until: number
}

const worded = ['promise', 'rebate', 'inducing'] as const
const longNumber = /(?:\d[\s-]?){14,18}[\dXx]/gu

/** The forbidden words of the date, by kind. */
export const forbiddenWords = (policies: Policies): Map<ForbiddenKind, string[]> =>
  new Map(worded.map((kind) => [kind, policies.code(`message.words_${kind}`).split(' ')]))

/**
 * Every forbidden word of a text, in the order it stands. Case, full-width forms and whatever is put between the characters to slip through (blanks,
 * dots, dashes) make no difference.
 */
export function forbiddenIn(text: string, words: ReadonlyMap<ForbiddenKind, readonly string[]>): ForbiddenPlace[] {
  const { plain, places } = plainOf(text)
  const found: ForbiddenPlace[] = []
  for (const [kind, held] of words) {
    for (const word of held) {
      const wanted = plainOf(word).plain
      for (let at = plain.indexOf(wanted); wanted !== '' && at >= 0; at = plain.indexOf(wanted, at + 1)) {
        const [from, until] = [places[at]?.from ?? 0, places[at + wanted.length - 1]?.until ?? text.length]
        found.push({ kind, word: text.slice(from, until), from, until })
      }
    }
  }
  for (const { 0: word, index } of text.matchAll(longNumber)) found.push({ kind: 'number', word, from: index, until: index + word.length })
  return withoutParts(found.sort((a, b) => a.from - b.from || b.until - a.until))
}

/** 保证收益 is said once, not again as 收益. */
const withoutParts = (found: readonly ForbiddenPlace[]): ForbiddenPlace[] =>
  found.filter(({ from, until }, index) => !found.slice(0, index).some((longer) => longer.from <= from && until <= longer.until))

/** Letters and digits alone, folded, each with where it came from. */
function plainOf(text: string): { plain: string; places: { from: number; until: number }[] } {
  let plain = ''
  const places: { from: number; until: number }[] = []
  let from = 0
  for (const character of text) {
    const until = from + character.length
    for (const folded of character.normalize('NFKC').toLowerCase()) {
      if (!/[\p{Letter}\p{Number}]/u.test(folded)) continue
      plain += folded
      for (let unit = 0; unit < folded.length; unit++) places.push({ from, until })
    }
    from = until
  }
  return { plain, places }
}

/** Whether a reply says to send no more: nothing but one of the words of policy message.words_opt_out, however it is written. */
export function isOptOut(reply: string, policies: Policies): boolean {
  const said = plainOf(reply).plain
  return policies
    .code('message.words_opt_out')
    .split(' ')
    .some((word) => plainOf(word).plain === said)
}
