import type { PolicyWords } from '../../../server/modules/policy/contract.ts'
import { useWords } from '../../i18n/index.ts'

/** Picks of words that the server gives in both languages those of the reader. */
export const useBoth = (): ((words: PolicyWords) => string) => {
  const { language } = useWords()
  return (words) => (language === 'en' ? words.en : words.zh)
}
