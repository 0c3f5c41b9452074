/**
 * Masked forms of personal data (M98; practice in reference JR/T 0171). What is too short to be masked in part is masked as a whole. Characters
 * are what people see as one: a four-byte character or one with a variation selector is never cut.
 */
import { isCompoundFamilyName } from './family-names.ts'

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })
const charactersOf = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)

/** `family_name_shown`: 张*, 欧阳**; `given_name_shown`: *三, **丰. Policy masking.name_style. */
export type NameStyle = 'family_name_shown' | 'given_name_shown'

/** At most so many stars: their number must not tell the length of a long name. */
const mostStars = 2

/**
 * A name with the family name (or the last character) left. One character is all stars; a name in other scripts, or with a separating dot, keeps
 * its first character only.
 */
export function maskName(name: string | null, style: NameStyle = 'family_name_shown'): string | null {
  const characters = charactersOf((name ?? '').trim())
  if (characters.length === 0) return null
  if (characters.length === 1) return '*'
  const chinese = characters.every((character) => /^\p{Script=Han}/u.test(character))
  if (!chinese) return `${characters[0]}${'*'.repeat(mostStars)}`
  const compound = characters.length > 2 && isCompoundFamilyName(characters.slice(0, 2).join(''))
  const shown = style === 'given_name_shown' ? 1 : compound ? 2 : 1
  const stars = '*'.repeat(Math.min(characters.length - shown, mostStars))
  return style === 'given_name_shown' ? `${stars}${characters.at(-1)}` : `${characters.slice(0, shown).join('')}${stars}`
}

/**
 * A phone as 138****1234: of 11 digits and more (a leading 86 of a mobile number left out) the first three and last four, of 8 to 10 the last
 * four, of fewer none. Full-width digits count as digits, everything else is dropped.
 */
export function maskPhone(phone: string | null): string | null {
  if (!phone?.trim()) return null
  const all = digitsOf(phone)
  const digits = /^(?:00)?861\d{10}$/.test(all) ? all.slice(-11) : all
  if (digits.length >= 11) return `${digits.slice(0, 3)}****${digits.slice(-4)}`
  return digits.length >= 8 ? `****${digits.slice(-4)}` : '****'
}

/** A card or account number: first six and last four of 14 digits and more, last four of 9 to 13, else nothing. */
export function maskCard(card: string | null): string | null {
  if (!card?.trim()) return null
  const digits = digitsOf(card)
  if (digits.length >= 14) return `${digits.slice(0, 6)}******${digits.slice(-4)}`
  return digits.length >= 9 ? `****${digits.slice(-4)}` : '****'
}

/** An identity number: first and last character of 8 and more, else nothing. */
export function maskIdentity(identity: string | null): string | null {
  const characters = charactersOf((identity ?? '').normalize('NFKC').replace(/\s/g, ''))
  if (characters.length === 0) return null
  return characters.length >= 8 ? `${characters[0]}${'*'.repeat(8)}${characters.at(-1)}` : '********'
}

const digitsOf = (text: string): string => text.normalize('NFKC').replace(/\D/g, '')
