import i18next from 'i18next'
import { useMemo } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { recall, remember } from '../ui/memory.ts'
import type { Words } from './words.ts'

export type Language = 'zh-CN' | 'en'

const load: Record<Language, () => Promise<{ words: Words }>> = {
  'zh-CN': () => import('./zh-CN/index.ts'),
  en: () => import('./en/index.ts'),
}

const chosen = (): Language => (recall('language') === 'en' ? 'en' : 'zh-CN')

const bring = async (language: Language): Promise<void> => {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    const { words } = await load[language]()
    i18next.addResourceBundle(language, 'translation', words)
  }
  document.documentElement.lang = language
}

/** Starts with the language the person chose last, Chinese otherwise; only that one is fetched. */
export const startWords = async (): Promise<void> => {
  const language = chosen()
  await i18next
    .use(initReactI18next)
    .init({ lng: language, fallbackLng: false, resources: {}, interpolation: { escapeValue: false }, returnNull: false })
  await bring(language)
  await i18next.changeLanguage(language)
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
