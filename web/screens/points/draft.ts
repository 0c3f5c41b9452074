import type { ProgrammeDraft } from '../../../server/modules/points/rewards/contract.ts'
import { presets, type PresetCode } from '../../../server/modules/points/rewards/preset-terms.ts'
import { inPieces, rewardFields, type RewardForm } from '../../../server/modules/points/rewards/reward-terms.ts'

/** One thing a rule reads: a code to equal, or the least amount; money in yuan. */
export interface ComposedLine {
  field: string
  value: string
}

/** A rule while it is composed; texts as typed. With `each` the first line is what is counted: for each full value, else all lines are conditions. */
export interface ComposedRule {
  lines: ComposedLine[]
  each: boolean
  points: string
  most: string
}

/** What the sheet holds while a programme is composed; texts as typed. */
export interface Composing {
  code: string
  name: string
  form: RewardForm
  rules: ComposedRule[]
  validFrom: string
  validTo: string
  goodMonths: string
  capPoints: string
  capCustomer: string
  documentNo: string
}

export const emptyLine: ComposedLine = { field: 'attendance', value: '1' }
export const emptyRule: ComposedRule = { lines: [emptyLine], each: true, points: '10', most: '4' }
export const emptyDraft: Composing = {
  code: '',
  name: '',
  form: 'points',
  rules: [emptyRule],
  validFrom: '',
  validTo: '',
  goodMonths: '24',
  capPoints: '',
  capCustomer: '',
  documentNo: '',
}

const yuanInFen = '00'
const formOf = (field: string) => (Object.hasOwn(rewardFields, field) ? rewardFields[field]?.form : undefined)
const typed = (field: string, value: string): string =>
  formOf(field) === 'money' && value.endsWith(yuanInFen) ? value.slice(0, -yuanInFen.length) : value

/** A programme ready to be asked for, to go on from. */
export function presetDraft(code: PresetCode, name: string): Partial<Composing> {
  const { form, rules, goodMonths } = presets[code]
  return {
    code,
    name,
    form,
    goodMonths: String(goodMonths),
    rules: rules.map(({ conditions, points, per }) => ({
      lines: [
        ...(per ? [{ field: per.field, value: typed(per.field, per.each) }] : []),
        ...conditions.map(({ field, value }) => ({ field, value: typed(field, value) })),
      ],
      each: per !== null,
      points: String(points),
      most: String(per?.most ?? 1),
    })),
  }
}

const textOr = (text: string): string | null => (text.trim() === '' ? null : text.trim())
const whole = (text: string): number | undefined => (/^[1-9]\d{0,7}$/.test(text.trim()) ? Number(text) : undefined)

/** A line's value as the rules take it; undefined when it is none. */
function valueOf({ field, value }: ComposedLine): string | undefined {
  const text = value.trim()
  if (formOf(field) === 'code') return text === '' ? undefined : text
  if (!/^\d{1,12}$/.test(text)) return undefined
  return formOf(field) === 'money' ? `${text}${yuanInFen}` : text
}

function ruleOf({ lines, each, points, most }: ComposedRule, form: RewardForm): ProgrammeDraft['rules'][number] | undefined {
  const amount = whole(points)
  const times = whole(most)
  const read = lines.map((line) => ({ line, value: valueOf(line) }))
  if (amount === undefined || read.some(({ value }) => value === undefined)) return undefined
  const [first] = read
  const counted = each && !inPieces(form) && first && formOf(first.line.field) !== 'code' ? first : undefined
  if (counted && (times === undefined || Number(counted.value) < 1)) return undefined
  const conditions = read
    .filter((one) => one !== counted)
    .map(({ line: { field }, value = '' }) => ({
      field,
      is: formOf(field) === 'code' ? ('equals' as const) : ('at_least' as const),
      value,
    }))
  return { conditions, points: amount, per: counted ? { field: counted.line.field, each: counted.value ?? '', most: times ?? 1 } : null }
}

/** The draft as it is asked for; undefined when something needed is missing or no number. */
export function draftOf(composing: Composing): ProgrammeDraft | undefined {
  const { code, name, form, validFrom } = composing
  if (!/^[a-z][a-z0-9_]{1,39}$/.test(code) || name.trim().length < 2 || validFrom === '') return undefined
  const rules = composing.rules.map((rule) => ruleOf(rule, form))
  const known = rules.filter((rule) => rule !== undefined)
  const goodMonths = textOr(composing.goodMonths)
  if (known.length < rules.length || known.length === 0 || (goodMonths !== null && whole(goodMonths) === undefined)) return undefined
  return {
    code,
    name: name.trim(),
    form,
    rules: known,
    validFrom,
    validTo: textOr(composing.validTo),
    goodMonths: goodMonths === null ? null : Number(goodMonths),
    capPoints: textOr(composing.capPoints),
    capCustomerPoints: textOr(composing.capCustomer),
    documentNo: textOr(composing.documentNo),
  }
}
