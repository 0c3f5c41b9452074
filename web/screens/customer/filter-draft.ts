import type { Filter } from '../../../server/modules/customer/contract.ts'
import { figures, type FigureKey, type FigureKind } from '../../../server/modules/customer/figures.ts'
import { isDate } from '../../ui/format/date.ts'
import { parseMoney, typeMoney } from '../../ui/format/money.ts'

/** A filter while it is being typed: `text` for amounts, counts and dates, `chosen` for what is picked. */
export interface Draft {
  figure: FigureKey
  op: Filter['op']
  text: string
  chosen: string[]
}

const compared: readonly Filter['op'][] = ['at_least', 'at_most', 'above', 'below', 'is_empty', 'not_empty']
const picked: readonly Filter['op'][] = ['in', 'is_empty', 'not_empty']
const opsOf: Record<FigureKind, readonly Filter['op'][]> = {
  money: compared,
  count: compared,
  date: compared,
  code: picked,
  person: picked,
  institution: ['in'],
  flag: ['in'],
  text: picked,
}

export const opsFor = (figure: FigureKey): readonly Filter['op'][] => opsOf[figures[figure].kind]

/** Whether the condition needs a value at all. */
export const needsValue = (op: Filter['op']): boolean => op !== 'is_empty' && op !== 'not_empty'

export const startDraft = (figure: FigureKey): Draft => ({
  figure,
  op: opsFor(figure)[0] ?? 'in',
  text: '',
  chosen: figures[figure].kind === 'flag' ? ['true'] : [],
})

export const draftOf = (filter: Filter): Draft => {
  const { kind } = figures[filter.figure]
  const value = filter.values[0] ?? ''
  const text = kind === 'money' && /^-?\d+$/.test(value) ? typeMoney(BigInt(value)) : value
  return filter.op === 'in' && kind !== 'text'
    ? { ...startDraft(filter.figure), op: 'in', chosen: filter.values }
    : { figure: filter.figure, op: filter.op, text, chosen: [] }
}

/** The finished filter, or the key of the words that say what is missing. */
export const finishDraft = ({ figure, op, text, chosen }: Draft): { filter: Filter } | { missing: string } => {
  const { kind } = figures[figure]
  if (!needsValue(op)) return { filter: { figure, op, values: [] } }
  if (kind === 'money') {
    const fen = parseMoney(text)
    return fen === undefined ? { missing: 'customers.amountWrong' } : { filter: { figure, op, values: [fen.toString()] } }
  }
  if (kind === 'count')
    return /^\s*-?\d{1,9}\s*$/.test(text) ? { filter: { figure, op, values: [String(Number(text))] } } : { missing: 'customers.countWrong' }
  if (kind === 'date') return isDate(text) ? { filter: { figure, op, values: [text] } } : { missing: 'customers.dateWrong' }
  const values = kind === 'text' ? [text.trim()].filter((value) => value !== '') : chosen
  return values.length === 0 ? { missing: 'customers.valueMissing' } : { filter: { figure, op, values } }
}
