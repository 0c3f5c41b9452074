import type { RewardTerms } from './reward-terms.ts'

/** Programmes ready to be asked for, with the terms of the field; whoever composes goes on from them. Browser-safe. */
export const presetCodes = [
  'attendance_points',
  'payment_points',
  'education_points',
  'tier_service_rights',
  'courtesy_for_all',
  'monthly_keep',
  'keep_and_collect',
] as const
export type PresetCode = (typeof presetCodes)[number]

export interface Preset extends RewardTerms {
  zh: string
  en: string
  /** months that points or pieces are good for after the month they are earned in */
  goodMonths: number
}

const kept = (yuan: number) => ({
  conditions: [{ field: 'receiving_lowest', is: 'at_least' as const, value: `${yuan}00` }],
  points: 1,
  per: null,
})
const counted = (field: string, points: number, most: number) => ({ conditions: [], points, per: { field, each: '1', most } })
const ofTier = (tier: string) => ({ conditions: [{ field: 'tier', is: 'equals' as const, value: tier }], points: 1, per: null })

/** M61, M62 and their permitted relatives (M96); steps of pieces lowest first, as the last that fits is given. */
export const presets: Readonly<Record<PresetCode, Preset>> = {
  attendance_points: { zh: '到场积分', en: 'Attendance points', form: 'points', goodMonths: 24, rules: [counted('attendance', 10, 4)] },
  payment_points: { zh: '缴费支付积分', en: 'Payment points', form: 'points', goodMonths: 24, rules: [counted('payment', 2, 10)] },
  education_points: { zh: '金融知识学习积分', en: 'Education points', form: 'points', goodMonths: 24, rules: [counted('education', 5, 4)] },
  tier_service_rights: {
    zh: '客户层级服务权益',
    en: 'Service rights by tier',
    form: 'service_right',
    goodMonths: 1,
    rules: [ofTier('potential'), ofTier('mid_to_high'), ofTier('wealth')],
  },
  courtesy_for_all: {
    zh: '到店礼遇',
    en: 'Courtesy for all',
    form: 'courtesy',
    goodMonths: 1,
    rules: [{ conditions: [], points: 1, per: null }],
  },
  monthly_keep: { zh: '月存月领', en: 'Monthly keep', form: 'goods', goodMonths: 1, rules: [kept(5000), kept(8000), kept(10000)] },
  keep_and_collect: {
    zh: '留存累计积分',
    en: 'Keep and collect',
    form: 'points',
    goodMonths: 24,
    rules: [{ conditions: [], points: 1, per: { field: 'receiving_lowest', each: '100000', most: 10_000 } }],
  },
}
