import type { PolicyKey } from './catalogue.ts'
import type { PolicyForm, PolicyWords } from './contract.ts'

type Language = keyof PolicyWords

const units: Partial<Record<PolicyForm, PolicyWords>> = {
  times: { zh: '次', en: ' times' },
  points: { zh: '分', en: ' points' },
  seconds: { zh: '秒', en: ' s' },
  minutes: { zh: '分钟', en: ' min' },
  hours: { zh: '小时', en: ' h' },
  days: { zh: '天', en: ' days' },
  months: { zh: '个月', en: ' months' },
  years: { zh: '岁', en: ' years' },
  dates: { zh: '个业务日期', en: ' business dates' },
  characters: { zh: '个字符', en: ' characters' },
  kib: { zh: 'KiB', en: ' KiB' },
}

/** `part / whole` as a decimal without needless noughts; both whole numbers, `whole` a power of ten. */
function decimal(part: bigint, whole: bigint): string {
  const places = whole.toString().length - 1
  const size = part < 0n ? -part : part
  const rest = (size % whole).toString().padStart(places, '0').replace(/0+$/, '')
  return `${part < 0n ? '-' : ''}${size / whole}${rest === '' || places === 0 ? '' : `.${rest}`}`
}

function money(fen: bigint, language: Language): string {
  if (language === 'en') return `¥${decimal(fen, 100n).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`
  const size = fen < 0n ? -fen : fen
  if (size >= 10_000_000_000n) return `${decimal(fen, 10_000_000_000n)}亿元`
  return size >= 1_000_000n ? `${decimal(fen, 1_000_000n)}万元` : `${decimal(fen, 100n)}元`
}

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

type Described = Pick<PolicyKey, 'form' | 'values'>

function inLanguage({ form, values }: Described, value: string, language: Language): string {
  const named = (code: string) => values.find((one) => one.code === code)?.name[language] ?? code
  const list = (words: string[]) => words.join(language === 'zh' ? '、' : ', ')
  switch (form) {
    case 'fen':
      return money(BigInt(value), language)
    case 'fen_or_none':
      return value === 'none' ? (language === 'zh' ? '不限' : 'no limit') : money(BigInt(value), language)
    case 'fen_list':
      return list(value.split(' ').map((one) => money(BigInt(one), language)))
    case 'bp':
      return `${decimal(BigInt(value), 100n)}%`
    case 'ratio':
      return decimal(BigInt(value), 10_000n)
    case 'minute_of_day':
      return clock(Number(value))
    case 'text':
      return value
    case 'words':
      return list(value.split(' '))
    case 'code':
      return named(value)
    case 'pairs':
      return value
        .split(' ')
        .map((pair) => pair.split(':'))
        .map(([of = '', parts = '']) => `${named(of)}${language === 'zh' ? '：' : ': '}${list(parts.split('+').map(named))}`)
        .join(language === 'zh' ? '；' : '; ')
    case 'codes':
      return list(value.split(' ').map(named))
    default:
      return `${value.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${units[form]?.[language] ?? ''}`
  }
}

/** A value as people say it: 5万元, 90天, 30%, 09:00. The value must have the form of the key. */
export const valueInWords = (key: Described, value: string): PolicyWords => ({
  zh: inLanguage(key, value, 'zh'),
  en: inLanguage(key, value, 'en'),
})

const ofOne: Partial<Record<PolicyForm, PolicyForm>> = { fen_list: 'fen', fen_or_none: 'fen' }

/** What a key may be, in words: its codes, or from where to where; null when there is no bound. */
export function rangeInWords(key: Described & Pick<PolicyKey, 'min' | 'max'>): PolicyWords | null {
  if (/^codes?$/.test(key.form))
    return { zh: key.values.map(({ name }) => name.zh).join(' / '), en: key.values.map(({ name }) => name.en).join(' / ') }
  if (key.min === null || key.max === null || key.form === 'pairs') return null
  const one = { ...key, form: ofOne[key.form] ?? key.form }
  const [from, to] = [valueInWords(one, String(key.min)), valueInWords(one, String(key.max))]
  return { zh: `${from.zh} – ${to.zh}`, en: `${from.en} – ${to.en}` }
}
