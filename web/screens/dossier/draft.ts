import type { Detail, YearlyDay } from '../../../server/modules/dossier/contract.ts'

type Of<Field extends Detail['field']> = Extract<Detail, { field: Field }>
export type Field = Detail['field']

/** What a person is filling in; texts are empty and choices null until they say. */
export interface Draft {
  field: Field
  relation: Of<'family'>['relation'] | null
  name: string
  birthYear: string
  place: string
  calendar: YearlyDay['calendar'] | null
  month: string
  day: string
  leap: boolean
  about: Of<'date'>['about'] | null
  who: string
  text: string
  topic: Of<'interest'>['topic'] | null
  need: Of<'need'>['need'] | null
  problem: string
  benefit: string
  drive: Of<'need'>['drive']
  spoken: boolean
  bank: string
  product: Of<'other_bank'>['product'] | null
  amount: Of<'other_bank'>['amount']
  maturesOn: string
}

/** A draft with nothing in it; a day is by the solar calendar until somebody says otherwise, a relative's birthday is not known. */
export const emptyDraft = (field: Field): Draft => ({
  field,
  relation: null,
  name: '',
  birthYear: '',
  place: '',
  calendar: field === 'date' ? 'solar' : null,
  month: '1',
  day: '1',
  leap: false,
  about: null,
  who: '',
  text: '',
  topic: null,
  need: null,
  problem: '',
  benefit: '',
  drive: 'maintaining',
  spoken: true,
  bank: '',
  product: null,
  amount: null,
  maturesOn: '',
})

const dayOf = (on: YearlyDay | null): Partial<Draft> =>
  on === null ? { calendar: null } : { calendar: on.calendar, month: String(on.month), day: String(on.day), leap: on.leap }

/** What is on record, to be corrected. */
export function draftOf(detail: Detail): Draft {
  const empty = emptyDraft(detail.field)
  switch (detail.field) {
    case 'family': {
      const { relation, name, birthYear, place } = detail
      return { ...empty, relation, name: name ?? '', birthYear: String(birthYear ?? ''), place: place ?? '', ...dayOf(detail.birthday) }
    }
    case 'date':
      return { ...empty, about: detail.about, who: detail.who ?? '', ...dayOf(detail.on) }
    case 'interest':
      return { ...empty, topic: detail.topic, text: detail.text ?? '' }
    case 'need':
      return { ...empty, ...detail, problem: detail.problem ?? '', benefit: detail.benefit ?? '' }
    case 'other_bank':
      return { ...empty, ...detail, maturesOn: detail.maturesOn ?? '' }
    default:
      return { ...empty, text: detail.text }
  }
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** Days a month can have: 30 by the lunar calendar, where nobody knows which have 29. */
export const daysIn = (calendar: YearlyDay['calendar'], month: number): number =>
  calendar === 'lunar' ? 30 : ([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31)

const yearlyOf = ({ calendar, month, day, leap }: Draft): YearlyDay | null =>
  calendar === null
    ? null
    : {
        calendar,
        month: Number(month),
        day: Math.min(Number(day), daysIn(calendar, Number(month))),
        leap: calendar === 'lunar' && leap,
      }

/** What would go on record; undefined while something that must be there is missing. */
export function detailOf(draft: Draft): Detail | undefined {
  const { field, relation, about, topic, need, drive, spoken, product, amount } = draft
  const text = orNull(draft.text)
  switch (field) {
    case 'family': {
      const year = orNull(draft.birthYear)
      if (relation === null || (year !== null && !/^(19|20)\d\d$/.test(year))) return undefined
      const birthYear = year === null ? null : Number(year)
      return { field, relation, name: orNull(draft.name), birthYear, place: orNull(draft.place), birthday: yearlyOf(draft) }
    }
    case 'date': {
      const on = yearlyOf(draft)
      return about === null || on === null ? undefined : { field, about, who: orNull(draft.who), on }
    }
    case 'interest':
      return topic === null ? undefined : { field, topic, text }
    case 'need':
      return need === null ? undefined : { field, need, problem: orNull(draft.problem), benefit: orNull(draft.benefit), drive, spoken }
    case 'other_bank': {
      const bank = orNull(draft.bank)
      return bank === null || product === null ? undefined : { field, bank, product, amount, maturesOn: orNull(draft.maturesOn) }
    }
    default:
      return text === null ? undefined : { field, text }
  }
}
