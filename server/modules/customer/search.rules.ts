/** What a search text can mean, already normalised. */
export type SearchTerm =
  | { kind: 'none' }
  | { kind: 'name'; part: string }
  | { kind: 'letters'; prefix: string }
  /** `phoneTail`, `phoneHead`: only digits that the masked form shows anyway, so that no search can confirm hidden ones */
  | { kind: 'digits'; number: string; phoneHead: string | undefined; phoneTail: string | undefined }

/**
 * Reads a search text: Chinese (or any other script) is part of a name, letters begin a pinyin, initials or a customer number, digits begin or end
 * a customer number or are a phone's last two to four digits; a whole mobile number is compared by its first three and last four.
 * Full-width forms, blanks, case and ü make no difference.
 */
export function searchTerm(text: string): SearchTerm {
  const part = text.normalize('NFKC').replace(/[\p{Cc}\s]/gu, '')
  if (part === '') return { kind: 'none' }
  if (/^\d+$/.test(part)) return { kind: 'digits', number: part, ...phoneParts(part) }
  const letters = part.toLowerCase().replaceAll('ü', 'v')
  return /^[\x21-\x7e]+$/.test(letters) ? { kind: 'letters', prefix: letters } : { kind: 'name', part }
}

function phoneParts(digits: string): { phoneHead: string | undefined; phoneTail: string | undefined } {
  if (/^1\d{10}$/.test(digits)) return { phoneHead: digits.slice(0, 3), phoneTail: digits.slice(-4) }
  return { phoneHead: undefined, phoneTail: digits.length >= 2 && digits.length <= 4 ? digits : undefined }
}
