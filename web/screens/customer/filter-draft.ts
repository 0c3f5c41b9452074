import type { Filter } from '../../../server/modules/customer/contract.ts'
import { figures, type FigureKey, type FigureKind } from '../../../server/modules/customer/figures.ts'
import { isDate } from '../../ui/format/date.ts'
import { parseMoney, typeMoney } from '../../ui/format/money.ts'

/** 640 basis points as typed: 6.4. */
export const typePercent = (bp: string): string => String(Number(bp) / 100)

/** `6.4` or `6.4%` as whole basis points; undefined when it is none, or more than all. */
export function parsePercent(text: string): string | undefined {
  const plain = text
    .trim()
    .replace(/[%％]$/, '')
    .trim()
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(plain)) return undefined
  const bp = Math.round(Number(plain) * 100)
  return bp <= 10_000 ? String(bp) : undefined
}

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
  rate: compared,
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
  const text = !/^-?\d+$/.test(value) ? value : kind === 'money' ? typeMoney(BigInt(value)) : kind === 'rate' ? typePercent(value) : value
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
  if (kind === 'rate') {
    const bp = parsePercent(text)
    return bp === undefined ? { missing: 'customers.percentWrong' } : { filter: { figure, op, values: [bp] } }
  }
  if (kind === 'date') return isDate(text) ? { filter: { figure, op, values: [text] } } : { missing: 'customers.dateWrong' }
  const values = kind === 'text' ? [text.trim()].filter((value) => value !== '') : chosen
  return values.length === 0 ? { missing: 'customers.valueMissing' } : { filter: { figure, op, values } }
}
