import i18next from 'i18next'
import { useMemo } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { recall, remember } from '../ui/memory.ts'
import type { Words } from './words.ts'

export type Language = 'zh-CN' | 'en'

/** Words come in two parts: those of the door, before anybody has signed in, and all. */
type Part = 'door' | 'all'

const load: Record<Language, Record<Part, () => Promise<{ words: Partial<Words> }>>> = {
  'zh-CN': { door: () => import('./zh-CN/door.ts'), all: () => import('./zh-CN/index.ts') },
  en: { door: () => import('./en/door.ts'), all: () => import('./en/index.ts') },
}

const chosen = (): Language => (recall('language') === 'en' ? 'en' : 'zh-CN')

let needed: Part = 'door'
const brought: Record<Language, Part | undefined> = { 'zh-CN': undefined, en: undefined }

const bring = async (language: Language): Promise<void> => {
  const part = needed
  if (brought[language] !== part && brought[language] !== 'all') {
    const { words } = await load[language][part]()
    i18next.addResourceBundle(language, 'translation', words)
    brought[language] = part
  }
  document.documentElement.lang = language
}

/** Starts with the language the person chose last, Chinese otherwise; of that one the door's words are fetched. */
export const startWords = async (): Promise<void> => {
  const language = chosen()
  await i18next
    .use(initReactI18next)
    .init({ lng: language, fallbackLng: false, resources: {}, interpolation: { escapeValue: false }, returnNull: false })
  await bring(language)
  await i18next.changeLanguage(language)
}

/** Fetches the words behind the door while a screen behind it is fetched. */
export const withAllWords = async <Screen>(screen: Promise<Screen>): Promise<Screen> => {
  needed = 'all'
  const [fetched] = await Promise.all([screen, bring(chosen())])
  return fetched
}

export const switchLanguage = async (language: Language): Promise<void> => {
  await bring(language)
  remember('language', language)
  await i18next.changeLanguage(language)
}

export type Say = (key: string, values?: Record<string, string | number>) => string

/** `say` words a key; `word` words a code of the glossary and shows the code itself when the bank uses one we do not know. */
export const useWords = (): {
  say: Say
  word: (list: keyof Words['domain'], code: string) => string
  has: (key: string) => boolean
  language: Language
} => {
  const { t, i18n } = useTranslation()
  return useMemo(() => {
    const say: Say = (key, values) => t(key, values ?? {})
    return {
      say,
      word: (list, code) => (i18n.exists(`domain.${list}.${code}`) ? say(`domain.${list}.${code}`) : code),
      has: (key) => i18n.exists(key),
      language: i18n.language === 'en' ? 'en' : 'zh-CN',
    }
  }, [t, i18n])
}
