import type { Policies } from '../policy/index.ts'
import type { Detail } from './contract.ts'

/** Kinds of sensitive personal data that a dossier never holds (PIPL art. 28; M98, M64). */
export const sensitiveCategories = ['health', 'belief', 'identity', 'account'] as const
export type SensitiveCategory = (typeof sensitiveCategories)[number]

/** What looks like a reading of blood pressure, and what is as long as a card's or an identity's number. */
const shapes: readonly { category: SensitiveCategory; shape: RegExp }[] = [
  { category: 'health', shape: /(?<!\d)(?:[89]\d|1\d\d|2[0-4]\d)\s?[/／]\s?(?:[4-9]\d|1[0-3]\d)(?!\d)/u },
  { category: 'account', shape: /(?:\d[ -]?){14,18}[\dXx]/u },
]

/** The words of each category by the policies of the date. */
export const sensitiveWords = (policies: Policies): Map<SensitiveCategory, string[]> =>
  new Map(sensitiveCategories.map((category) => [category, policies.code(`dossier.words_${category}`).split(' ')]))

/** The first sensitive word in what is to be put on record, and its kind; undefined when there is none. */
export function sensitiveIn(
  detail: Detail,
  words: ReadonlyMap<SensitiveCategory, readonly string[]>,
): { word: string; category: SensitiveCategory } | undefined {
  const texts = textsOf(detail)
  for (const [category, held] of words) {
    const word = held.find((one) => texts.some((text) => text.includes(one)))
    if (word !== undefined) return { word, category }
  }
  for (const { category, shape } of shapes) {
    const found = texts.map((text) => shape.exec(text)?.[0]).find((one) => one !== undefined)
    if (found !== undefined) return { word: found, category }
  }
  return undefined
}

function textsOf(detail: Detail): string[] {
  switch (detail.field) {
    case 'family':
      return [detail.name, detail.place].filter((text) => text !== null)
    case 'date':
      return detail.who === null ? [] : [detail.who]
    case 'interest':
      return detail.text === null ? [] : [detail.text]
    case 'need':
      return [detail.problem, detail.benefit].filter((text) => text !== null)
    case 'other_bank':
      return [detail.bank]
    default:
      return [detail.text]
  }
}
