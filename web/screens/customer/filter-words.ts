import type { Filter } from '../../../server/modules/customer/contract.ts'
import { figures } from '../../../server/modules/customer/figures.ts'
import type { Say } from '../../i18n/index.ts'
import { typePercent } from './filter-draft.ts'
import { typeMoney } from '../../ui/format/money.ts'

export interface Names {
  institution: (id: string) => string
  manager: (id: string) => string
}

const listFor: Record<string, string> = {
  tier: 'tier',
  tier_last_month_end: 'tier',
  tier_move: 'tier_move',
  activity: 'activity',
  bucket: 'bucket',
  payroll_kind: 'payroll_kind',
}

/** The word of a coded value of a figure: `tier`, `wealth` → 财私. */
export const codeWord = (say: Say, figure: string, code: string): string => {
  const list = listFor[figure]
  return list === undefined ? code : say(`domain.${list}.${code}`)
}

const valueWord = (say: Say, names: Names, filter: Filter, value: string): string => {
  const { kind } = figures[filter.figure]
  if (kind === 'money') return /^-?\d+$/.test(value) ? typeMoney(BigInt(value)) : value
  if (kind === 'rate') return /^\d+$/.test(value) ? `${typePercent(value)}%` : value
  if (kind === 'flag') return say(value === 'true' ? 'shell.yes' : 'shell.no')
  if (kind === 'code') return codeWord(say, filter.figure, value)
  if (kind === 'institution') return names.institution(value)
  if (kind === 'person') return names.manager(value)
  return value
}

/** A filter in words for its chip: 月日均 ≥ 5万. */
export const filterWords = (say: Say, names: Names, filter: Filter): string => {
  const { kind } = figures[filter.figure]
  const op =
    kind === 'date' && filter.op in { at_least: 1, at_most: 1, above: 1, below: 1 }
      ? say(`customers.opDate.${filter.op}`)
      : say(`customers.op.${filter.op}`)
  const values = filter.values.map((value) => valueWord(say, names, filter, value)).join('、')
  const figure = say(`domain.figure.${filter.figure}`)
  return filter.op === 'in' ? `${figure}${op}${values}` : [figure, op, values].filter((part) => part !== '').join(' ')
}
