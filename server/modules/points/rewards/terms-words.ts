import { codeWords } from '../../customer/index.ts'
import { type RewardRule, type RewardTerms, inPieces, rewardFields, type RewardForm } from './reward-terms.ts'

export const formWords: Readonly<Record<RewardForm, string>> = {
  courtesy: '到店礼遇',
  service_right: '服务权益',
  points: '积分',
  goods: '实物礼品',
  voucher: '卡券',
  cash: '现金',
}

const fenInYuan = 100n
const nameOf = (field: string): string => (Object.hasOwn(rewardFields, field) ? rewardFields[field]?.zh : undefined) ?? field
/** Codes a rule can ask for, whatever field they stand in: no two of them mean different things. */
const codes: Readonly<Record<string, string>> = { ...codeWords.tier, ...codeWords.tier_move, yes: '是', no: '否' }
const valueOf = (field: string, value: string): string => {
  const form = rewardFields[field]?.form
  if (form === 'money' && /^\d+$/.test(value)) return `${BigInt(value) / fenInYuan} 元`
  return form === 'code' && Object.hasOwn(codes, value) ? (codes[value] ?? value) : value
}

const ruleWords = ({ conditions, points, per }: RewardRule, unit: string): string => {
  const when = conditions.map(({ field, is, value }) => `${nameOf(field)}${is === 'at_least' ? '不少于' : '为'} ${valueOf(field, value)}`)
  const amount = per
    ? `${nameOf(per.field)}每满 ${valueOf(per.field, per.each)} 得 ${points} ${unit}，至多 ${per.most} 次`
    : `得 ${points} ${unit}`
  return [...when, amount].join('，')
}

/** The rules in words, for whoever decides. */
export const termsInWords = ({ form, rules }: RewardTerms): string => {
  const words = rules.map((rule) => ruleWords(rule, inPieces(form) ? '件' : '分'))
  return inPieces(form) ? words.map((text, at) => `第 ${at + 1} 档：${text}`).join('；') : words.join('；')
}

const longestStepName = 60

/** What the accounts of a programme's steps are called: the programme, the step and, where it is short, what reaches it. */
export const stepNames = ({ name, rules }: Pick<RewardTerms, 'rules'> & { name: string }): string[] =>
  rules.map(({ conditions }, at) => {
    const only = conditions.length === 1 ? conditions[0] : undefined
    const line = only?.is === 'at_least' ? ` 满 ${valueOf(only.field, only.value)}` : ''
    return `${name}·第${at + 1}档${line}`.slice(0, longestStepName)
  })
export const fieldsInWords = (fields: readonly string[]): string => fields.map(nameOf).join('、') || '无'
