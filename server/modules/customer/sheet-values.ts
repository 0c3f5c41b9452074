import type { MaskedView } from '../privacy/index.ts'
import { shownAmount } from '../privacy/index.ts'
import type { Filter } from './contract.ts'
import { figureOf } from './figure.sql.ts'
import type { FigureKey } from './figures.ts'
import type { FigureValue } from './list.sql.ts'
import { codeWords, figureWords } from './word-terms.ts'

const words: Partial<Record<FigureKey, Record<string, string>>> = {
  ...codeWords,
  tier_last_month_end: codeWords.tier,
}

/** A figure as a cell of a file: money in yuan or, where amounts are hidden, its band in words; codes and flags in words. */
export function cellOf(key: FigureKey, value: FigureValue, view: MaskedView): string | number | null {
  if (typeof value === 'bigint') {
    const shown = shownAmount(value, view)
    return typeof shown === 'string' ? Number(yuan(value)) : bandWords(shown)
  }
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number' && figureOf(key).kind === 'rate') return percentText(value)
  return typeof value === 'string' ? (words[key]?.[value] ?? value) : value
}

/** Basis points as percent: 640 → 6.4%. */
const percentText = (bp: number): string => `${bp / 100}%`

/** Whole fen as decimal yuan, exactly: -5 → -0.05. */
export function yuan(fen: bigint): string {
  const size = fen < 0n ? -fen : fen
  return `${fen < 0n ? '-' : ''}${size / 100n}.${(size % 100n).toString().padStart(2, '0')}`
}

/** 5万–20万, 不足1万, 600万以上, 0. */
export function bandWords({ fromFen, belowFen }: { fromFen: string | null; belowFen: string | null }): string {
  if (belowFen === '1') return '0'
  if (belowFen === null) return `${round(fromFen ?? '0')}以上`
  return fromFen === null || fromFen === '1' ? `不足${round(belowFen)}` : `${round(fromFen)}–${round(belowFen)}`
}

function round(fen: string): string {
  const amount = BigInt(fen)
  return amount % 1_000_000n === 0n ? `${amount / 1_000_000n}万` : `${yuan(amount)}元`
}

const comparisons: Partial<Record<Filter['op'], string>> = { at_least: '≥', at_most: '≤', above: '>', below: '<' }

/** A condition in words, without personal data: names and numbers asked for are only counted. */
export function filterWords({ figure, op, values }: Filter): string {
  const title = figureWords[figure]
  const { kind } = figureOf(figure)
  if (op === 'is_empty') return `${title}为空`
  if (op === 'not_empty') return `${title}不为空`
  const sign = comparisons[op]
  if (sign && kind === 'rate') return `${title}${sign}${percentText(Number(values[0]))}`
  if (sign) return `${title}${sign}${kind === 'money' ? `${yuan(BigInt(values[0] ?? '0'))}元` : (values[0] ?? '')}`
  if (kind === 'flag') return `${title}：${values.map((value) => (value === 'true' ? '是' : '否')).join('、')}`
  if (kind === 'code') return `${title}：${values.map((value) => words[figure]?.[value] ?? value).join('、')}`
  return `${title}：${values.length} 项`
}
