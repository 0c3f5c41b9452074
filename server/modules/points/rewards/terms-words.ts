import type { RewardRule, RewardTerms } from './gate.rules.ts'
import { rewardFields, type RewardForm } from './reward-terms.ts'

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
const valueOf = (field: string, value: string): string =>
  rewardFields[field]?.form === 'money' && /^\d+$/.test(value) ? `${BigInt(value) / fenInYuan} 元` : value

const ruleWords = ({ conditions, points, per }: RewardRule): string => {
  const when = conditions.map(({ field, is, value }) => `${nameOf(field)}${is === 'at_least' ? '不少于' : '为'} ${valueOf(field, value)}`)
  const amount = per ? `${nameOf(per.field)}每满 ${valueOf(per.field, per.each)} 得 ${points} 分，至多 ${per.most} 次` : `得 ${points} 分`
  return [...when, amount].join('，')
}

/** The rules in words, for whoever decides. */
export const termsInWords = ({ rules }: Pick<RewardTerms, 'rules'>): string => rules.map(ruleWords).join('；')
export const fieldsInWords = (fields: readonly string[]): string => fields.map(nameOf).join('、') || '无'
