import type { DossierHead } from '../../../server/modules/customer/contract.ts'
import type { Language, Say } from '../../i18n/index.ts'
import { percent } from '../../ui/format/rate.ts'
import { spokenMoney } from '../../ui/money-axis.ts'

type AttritionReason = NonNullable<DossierHead['attrition']>['reasons'][number]

/** How likely, in a word; the lines choose nothing but the word, the percentage stands beside it. */
export const likelihood = (bp: number): 'low' | 'some' | 'high' | 'very_high' =>
  bp >= 5000 ? 'very_high' : bp >= 2500 ? 'high' : bp >= 1000 ? 'some' : 'low'

/** The name of a feature: a column, or a share of two. */
export function featureWords(say: Say, columns: readonly string[]): string {
  const [first = '', second] = columns.map((column) => say(`domain.attrition_feature.${column}`))
  return second === undefined ? first : say('attrition.share', { first, second })
}

/** The same of a feature as the model names it: `a 占 a+b` is a share. */
export const namedFeature = (say: Say, name: string): string => featureWords(say, /^(\w+) 占 \1\+(\w+)$/.exec(name)?.slice(1) ?? [name])

const flags: readonly string[] = ['merchant', 'contactable']
const codes: readonly string[] = ['tier', 'tier_move', 'payroll_kind']

/** What of a feature the customer has, in words: `5万 至 20万`, `未知`, `潜力`; empty where it may not be seen. */
export function rangeWords(say: Say, language: Language, { columns, range }: AttritionReason): string {
  if (range === null) return ''
  if (range.missing) return say('attrition.missing')
  const [column = '', second] = columns
  const { from, to, word } = range
  if (word !== null) return codes.includes(column) ? say(`domain.${column}.${word}`) : word
  if (flags.includes(column)) return say(from === null ? 'attrition.no' : 'attrition.yes')
  const shown = (text: string) => {
    if (second !== undefined) return percent(Math.round(Number(text) * 10_000))
    return column.endsWith('_fen') ? spokenMoney(String(Math.round(Number(text))), language) : String(Math.round(Number(text)))
  }
  if (from !== null && to !== null) return say('attrition.between', { from: shown(from), to: shown(to) })
  if (from !== null) return say('attrition.atLeast', { from: shown(from) })
  return to === null ? '' : say('attrition.below', { to: shown(to) })
}

/** A step of a feature as the model names it (`缺失`, `≥ 1530940 < 1718000`, a code) in the words a reason is told in. */
export function namedBin(say: Say, language: Language, feature: string, bin: string): string {
  if (bin === '缺失') return say('attrition.missing')
  const columns = /^(\w+) 占 \1\+(\w+)$/.exec(feature)?.slice(1) ?? [feature]
  const from = /≥ (\S+)/.exec(bin)?.[1] ?? null
  const to = /< (\S+)/.exec(bin)?.[1] ?? null
  if (from === null && to === null) return rangeWords(say, language, { columns, range: { from, to, word: bin, missing: false }, points: 0 })
  return rangeWords(say, language, { columns, range: { from, to, word: null, missing: false }, points: 0 })
}
