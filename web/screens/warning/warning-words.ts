import type { ShownSignal } from '../../../server/modules/warning/contract.ts'
import type { Language, Say } from '../../i18n/index.ts'
import { bandText } from '../../ui/amount.tsx'
import { dayOfYear } from '../../ui/format/date.ts'
import { percent } from '../../ui/format/rate.ts'
import { spokenMoney } from '../../ui/money-axis.ts'

/** What a signal tells of a customer, after its name: `5万，最近 11-12`. */
export function toldBy(say: Say, language: Language, { signal, money, number, toldOn }: ShownSignal): string {
  const shownNumber = number === null ? '' : signal === 'falling_average' ? percent(number, 0) : String(number)
  return say(`warning.told.${signal}`, {
    number: shownNumber,
    money: money === null ? '' : typeof money === 'object' ? bandText(money) : spokenMoney(money, language),
    date: toldOn === null ? '' : dayOfYear(toldOn),
  })
}

const hour = 3_600_000

/** Time gone by as people say it: hours up to two days, then days; never less than an hour. */
export function since(say: Say, from: string, now: string): string {
  const hours = Math.max(1, Math.floor((Date.parse(now) - Date.parse(from)) / hour))
  return hours < 48 ? say('warning.hours', { count: hours }) : say('warning.days', { count: Math.floor(hours / 24) })
}
