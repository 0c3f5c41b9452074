import type { PolicyForm } from '../../../server/modules/policy/contract.ts'
import { parseMoney, typeMoney } from '../../ui/format/money.ts'

const ratioPlaces: Partial<Record<PolicyForm, number>> = { bp: 2, ratio: 4 }

/** A whole number of the smallest steps as a decimal of so many places, without needless noughts: 2850 with 2 places is 28.5. */
const shifted = (whole: string, places: number): string => {
  const digits = whole.padStart(places + 1, '0')
  const rest = digits.slice(-places).replace(/0+$/, '')
  return `${digits.slice(0, -places)}${rest === '' ? '' : `.${rest}`}`
}

const unshifted = (text: string, places: number): string | undefined => {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.replace(/[%％]$/, '').trim())
  if (!match) return undefined
  const [, whole = '', rest = ''] = match
  if (rest.length > places) return undefined
  return String(BigInt(whole + rest.padEnd(places, '0')))
}

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const unclock = (text: string): string | undefined => {
  const match = /^(\d{1,2})[:：](\d{2})$/.exec(text)
  if (!match) return undefined
  const [, hours = '', minutes = ''] = match
  return Number(minutes) < 60 && Number(hours) <= 24 ? String(Number(hours) * 60 + Number(minutes)) : undefined
}

const noneWords = ['', 'none', '不限', 'no limit']

/** A kept value as a person types it: 5000000 fen is 5万, 3000 bp is 30, 540 minutes are 09:00. */
export const typedOf = (form: PolicyForm, value: string): string => {
  const places = ratioPlaces[form]
  if (places !== undefined) return shifted(value, places)
  if (form === 'fen' || (form === 'fen_or_none' && value !== 'none')) return typeMoney(BigInt(value))
  if (form === 'fen_or_none') return ''
  if (form === 'fen_list')
    return value
      .split(' ')
      .map((one) => (one === '1' ? '0.01' : typeMoney(BigInt(one))))
      .join(' ')
  return form === 'minute_of_day' ? clock(Number(value)) : value
}

/** What a person typed, as it is kept; undefined when it cannot be read. The inverse of `typedOf`. */
export const keptOf = (form: PolicyForm, typed: string): string | undefined => {
  const text = typed.trim()
  const places = ratioPlaces[form]
  if (places !== undefined) return unshifted(text, places)
  if (form === 'fen_or_none' && noneWords.includes(text)) return 'none'
  if (form === 'fen' || form === 'fen_or_none') return parseMoney(text)?.toString()
  if (form === 'fen_list') {
    const lines = text.split(/[\s、]+/).map(parseMoney)
    return lines.every((line) => line !== undefined) ? lines.join(' ') : undefined
  }
  if (form === 'minute_of_day') return unclock(text)
  if (form === 'code' || form === 'codes' || form === 'pairs' || form === 'text') return text === '' ? undefined : text
  if (form === 'words') return text === '' ? undefined : text.split(/[\s、，,]+/).join(' ')
  return /^\d{1,15}$/.test(text) ? String(BigInt(text)) : undefined
}
