import type { Detail, Fact, YearlyDay } from '../../../server/modules/dossier/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { bandText } from '../../ui/amount.tsx'

export interface FactWords {
  /** 农历腊月三十; 公历 3 月 5 日 */
  day: (on: YearlyDay) => string
  /** what is known, short, and what there is beside it */
  text: (detail: Detail) => string
  beside: (detail: Detail) => string
  ago: (fact: Fact) => string
}

const joined = (parts: (string | null | undefined)[]): string => parts.filter((part) => part).join(' · ')

/** Words what is known of a customer. */
export const useFactWords = (): FactWords => {
  const { say, word } = useWords()
  const day: FactWords['day'] = ({ calendar, month, day: dayOfMonth, leap }) => {
    if (calendar === 'solar') return `${say('facts.solar')} ${say('facts.monthDay', { month, day: dayOfMonth })}`
    const months = say('facts.lunarMonths').split(' ')
    const days = say('facts.lunarDays').split(' ')
    return `${say('facts.lunar')}${leap ? say('facts.leap') : ''}${months[month - 1] ?? ''}${days[dayOfMonth - 1] ?? ''}`.replaceAll(
      '_',
      ' ',
    )
  }
  const text: FactWords['text'] = (detail) => {
    switch (detail.field) {
      case 'family':
        return [word('relation', detail.relation), detail.name].filter((part) => part !== null).join(' ')
      case 'date':
        return [detail.who, word('date_kind', detail.about)].filter((part) => part !== null).join(' ')
      case 'interest':
        return joined([word('interest_topic', detail.topic), detail.text])
      case 'need':
        return word('contact_need', detail.need)
      case 'other_bank':
        return joined([detail.bank, word('bank_product', detail.product)])
      default:
        return detail.text
    }
  }
  const beside: FactWords['beside'] = (detail) => {
    switch (detail.field) {
      case 'family':
        return joined([
          detail.place,
          detail.birthYear === null ? null : say('facts.bornIn', { year: detail.birthYear }),
          detail.birthday === null ? null : `${say('facts.birthday')} ${day(detail.birthday)}`,
        ])
      case 'date':
        return day(detail.on)
      case 'need':
        return joined([word('need_drive', detail.drive), detail.spoken ? null : say('facts.unspoken'), detail.problem, detail.benefit])
      case 'other_bank':
        return joined([
          detail.amount === null ? null : bandText(detail.amount),
          detail.maturesOn === null ? null : say('facts.maturesOn', { date: detail.maturesOn }),
        ])
      default:
        return ''
    }
  }
  const ago: FactWords['ago'] = ({ monthsAgo }) => {
    if (monthsAgo === 0) return say('facts.thisMonth')
    return monthsAgo < 24 ? say('facts.monthsAgo', { months: monthsAgo }) : say('facts.yearsAgo', { years: Math.floor(monthsAgo / 12) })
  }
  return { day, text, beside, ago }
}
