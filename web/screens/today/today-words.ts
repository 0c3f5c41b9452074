import type { Reason, TodayItem, Why } from '../../../server/modules/today/contract.ts'
import type { Language, Say } from '../../i18n/index.ts'
import { dayOfYear, monthOf } from '../../ui/format/date.ts'
import { percent } from '../../ui/format/rate.ts'
import { spokenMoney } from '../../ui/money-axis.ts'

const money = new Set(['amount', 'gap', 'short', 'credit', 'kept', 'value', 'price', 'over', 'aum'])
const days = new Set(['on', 'until'])
const words: Record<string, string> = {
  tier: 'domain.tier',
  activity: 'domain.activity',
  channel: 'domain.contact_channel',
  reason: 'today.reasonName',
  kind: 'care.kind',
  relation: 'domain.relation',
  source: 'domain.prospect_class',
  step: 'domain.contact_next',
}

function spoken(say: Say, language: Language, name: string, value: Why['values'][string]): string {
  if (value === null || value === undefined) return '—'
  if (money.has(name)) return roundMoney(String(value), language)
  if (days.has(name)) return dayOfYear(String(value))
  if (name === 'month') return monthOf(String(value))
  if (name === 'chance') return percent(Number(value))
  if (name === 'signals')
    return String(value)
      .split(',')
      .map((signal) => say(`domain.warning_signal.${signal}`))
      .join(say('today.and'))
  const list = words[name]
  return list === undefined ? String(value) : say(`${list}.${String(value)}`)
}

const spokenAll = (say: Say, language: Language, values: Why['values']) => {
  const words = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, spoken(say, language, name, value)]))
  return 'place' in values ? { ...words, place: placeWords(say, values) } : words
}

/** What a price is asked for: a place of the channel, or one among the contacts of a reason. */
const placeWords = (say: Say, { place, channel }: Why['values']): string =>
  place === null
    ? say('today.placeOfChannel', { channel: say(`domain.contact_channel.${String(channel)}`) })
    : say('today.placeOfReason', { reason: say(`today.reasonName.${String(place)}`) })

/** Whole yuan, rounded. `fen` is decimal text. */
const yuanOf = (fen: string): bigint => {
  const size = BigInt(fen)
  return (size + (size < 0n ? -50n : 50n)) / 100n
}

/** An estimate in whole yuan: below 1万 its fen would only pretend to be exact. `fen` is decimal text, whole or not of yuan. */
export const roundMoney = (fen: string, language: Language): string => {
  return spokenMoney(String(yuanOf(fen) * 100n), language).replace(/\.00(元?)$/, '$1')
}

/** Some reasons have two sentences: late or not, known or not, lunar or solar. */
const variants: Partial<Record<Reason['code'], (values: Reason['values']) => string>> = {
  birthday: ({ lunar }) => (lunar === true ? 'birthday_lunar' : 'birthday'),
  cooling: ({ days: since }) => (since === null ? 'cooling_never' : 'cooling'),
  cadence: ({ days: late }) => (Number(late) > 0 ? 'cadence_late' : 'cadence'),
  handover: ({ from }) => (from === null ? 'handover_new' : 'handover'),
  win_back: ({ bank }) => (bank === null || bank === undefined ? 'win_back' : 'win_back_bank'),
  promise: ({ late }) => (late === true ? 'promise_late' : 'promise'),
  occasion: ({ festival, relation, years }) =>
    festival ? 'occasion_festival' : relation ? 'occasion_of' : years ? 'occasion_years' : 'occasion',
  prospect: ({ first, step, late }) =>
    first === true ? 'prospect_first' : step ? (late === true ? 'prospect_late' : 'prospect') : 'prospect_again',
  leave_risk: ({ signals, amount }) =>
    signals === '' ? 'leave_risk_silent' : yuanOf(String(amount)) === 0n ? 'leave_risk_small' : 'leave_risk',
}

/** A reason as a sentence. */
export const reasonWords = (say: Say, language: Language, { code, values }: Pick<Reason, 'code' | 'values'>): string =>
  say(`today.because.${variants[code]?.(values) ?? code}`, spokenAll(say, language, values))

/** Why somebody is on the list, or is not, in one sentence. */
export function whyWords(say: Say, language: Language, { code, values }: Why): string {
  const unreachable = code === 'forbidden' && values['text'] === null
  return say(`today.whyIs.${unreachable ? 'unreachable' : code}`, spokenAll(say, language, values))
}

/** A contact of the day as far as its value goes. */
export type Priced = Pick<TodayItem, 'reasons' | 'channel' | 'marginBp' | 'effectBp' | 'valueFen'>

/** The sum behind a value, a line for every reason and one for the channel. */
export function howWords(say: Say, language: Language, item: Priced): string[] {
  const yuan = (fen: string) => spokenMoney(fen, language)
  // what comes to less counts as the policy's least
  const isLeast = (amountFen: string, chanceBp: number, valueFen: string) =>
    (BigInt(amountFen) * BigInt(chanceBp) * BigInt(item.marginBp)) / 100_000_000n < BigInt(valueFen)
  const lines = item.reasons.map(({ code, amountFen, chanceBp, valueFen }) =>
    say(isLeast(amountFen, chanceBp, valueFen) ? 'today.howLeast' : 'today.howReason', {
      reason: say(`today.reasonName.${code}`),
      amount: yuan(amountFen),
      chance: percent(chanceBp, 2),
      margin: percent(item.marginBp, 2),
      value: yuan(valueFen),
    }),
  )
  const sum = item.reasons.reduce((total, { valueFen }) => total + BigInt(valueFen), 0n)
  const channel = say(`domain.contact_channel.${item.channel}`)
  const last = { sum: yuan(String(sum)), channel, effect: percent(item.effectBp, 0), value: yuan(item.valueFen) }
  return [...lines, say('today.howSum', last)]
}

/** 11-23 周一 of 2026-11-23. */
export const dayWords = (date: string, language: Language): string =>
  `${dayOfYear(date)} ${new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))}`

/** 09:00–12:00 14:00–20:00 of minutes of the day. */
export const hourWords = (hours: readonly { fromMinute: number; untilMinute: number }[]): string =>
  hours.map(({ fromMinute, untilMinute }) => `${clock(fromMinute)}–${clock(untilMinute)}`).join(' ')

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
