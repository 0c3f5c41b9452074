/**
 * The catalogue of what a reward rule may read (M96), each field tagged by what it says about deposits: `yes`, `contains` (deposits are a part of it)
 * or `no`. What is not here, and what is worked out of other fields, counts as `yes`. Data, not program: whoever adds a field tags it.
 */
export const depositTags = ['yes', 'contains', 'no'] as const
export type DepositTag = (typeof depositTags)[number]

export interface RewardField {
  zh: string
  en: string
  deposit: DepositTag
  /** `desk`: witnessed by a person, counted over the month; `night`: a published figure of the month's last night */
  from: 'desk' | 'night'
  form: 'count' | 'money' | 'code'
  /** codes the field takes */
  values?: readonly string[]
  /** needs compliance whatever it says about deposits: paid for bringing others, or for a payroll account */
  watched?: true
}

export const rewardFields: Readonly<Record<string, RewardField>> = {
  attendance: { zh: '到场次数', en: 'Attendances', deposit: 'no', from: 'desk', form: 'count' },
  education: { zh: '金融知识学习次数', en: 'Financial education', deposit: 'no', from: 'desk', form: 'count' },
  payment: { zh: '缴费支付次数', en: 'Payments', deposit: 'no', from: 'desk', form: 'count' },
  referral_qualified: { zh: '转介达标人数', en: 'Qualified referrals', deposit: 'no', from: 'desk', form: 'count', watched: true },
  arrangement_count: { zh: '经常性安排数', en: 'Recurring arrangements', deposit: 'no', from: 'night', form: 'count' },
  activity: {
    zh: '活跃状态',
    en: 'Activity',
    deposit: 'no',
    from: 'night',
    form: 'code',
    values: ['active', 'cooling', 'dormant', 'lost'],
  },
  payroll_kind: {
    zh: '代发类型',
    en: 'Payroll or pension',
    deposit: 'no',
    from: 'night',
    form: 'code',
    values: ['payroll', 'pension'],
    watched: true,
  },
  tier: {
    zh: '客户层级',
    en: 'Tier',
    deposit: 'contains',
    from: 'night',
    form: 'code',
    values: ['long_tail', 'potential', 'mid_to_high', 'wealth'],
  },
  tier_move: {
    zh: '层级变化',
    en: 'Tier move',
    deposit: 'contains',
    from: 'night',
    form: 'code',
    values: ['promoted', 'demoted', 'same', 'new'],
  },
  new_categories: { zh: '本月新增产品大类数', en: 'New product categories', deposit: 'contains', from: 'night', form: 'count' },
  aum_month_average: { zh: '管理资产月日均', en: 'Monthly average AUM', deposit: 'contains', from: 'night', form: 'money' },
  converted_assets: { zh: '折算金融资产', en: 'Converted assets', deposit: 'contains', from: 'night', form: 'money' },
  event_level: {
    zh: '活动标准层级',
    en: 'Level for events',
    deposit: 'contains',
    from: 'night',
    form: 'code',
    values: ['long_tail', 'potential', 'mid_to_high', 'wealth'],
  },
  super_member: { zh: '超级会员', en: 'Super member', deposit: 'contains', from: 'night', form: 'code', values: ['yes', 'no'] },
  receiving_lowest: {
    zh: '代发账户全月最低余额',
    en: 'Lowest balance of the receiving account',
    deposit: 'yes',
    from: 'night',
    form: 'money',
  },
  payroll_kept: { zh: '代发留存金额', en: 'Payroll money kept', deposit: 'yes', from: 'night', form: 'money' },
  inflow_30d: { zh: '30 天转入金额', en: 'Inflow of 30 days', deposit: 'yes', from: 'night', form: 'money' },
  matured_kept: { zh: '到期承接金额', en: 'Matured money kept', deposit: 'yes', from: 'night', form: 'money' },
}

/** In what a reward is given. */
export const rewardForms = ['courtesy', 'service_right', 'points', 'goods', 'voucher', 'cash'] as const
export type RewardForm = (typeof rewardForms)[number]
/** Forms that are given in pieces: each rule is a step with a purse of its own, and a customer is given the last step that fits. */
export const pieceForms = ['service_right', 'goods', 'voucher'] as const satisfies readonly RewardForm[]
export const inPieces = (form: RewardForm): boolean => (pieceForms as readonly RewardForm[]).includes(form)

export const colours = ['green', 'amber', 'red'] as const
export type Colour = (typeof colours)[number]

/** Why a programme has its colour. */
export const colourReasons = ['reads_deposits', 'unknown_field', 'contains_deposits', 'watched', 'money_like', 'plain'] as const
export type ColourReason = (typeof colourReasons)[number]

/** Permitted forms near to a refused one. */
export const offerCodes = ['tier_service_rights', 'attendance_points', 'education_points', 'payment_points', 'courtesy_for_all'] as const
export type OfferCode = (typeof offerCodes)[number]
export const offerWords: Readonly<Record<OfferCode, string>> = {
  tier_service_rights: '按客户层级提供服务权益（优先办理、讲座名额）',
  attendance_points: '到场积分（参加活动即得，不看存款）',
  education_points: '金融知识学习积分',
  payment_points: '缴费支付积分',
  courtesy_for_all: '人人可得的到店礼遇（茶水、春联），不设存款条件',
}

/** What a customer did, as somebody at the desk saw it. */
export const witnessed = ['attendance', 'education', 'payment', 'referral_qualified'] as const
export type Witnessed = (typeof witnessed)[number]

/** One condition of a rule: all of them must hold. `value`: whole number, fen, or a code, as text. */
export interface Condition {
  field: string
  is: 'at_least' | 'equals'
  value: string
}
export interface RewardRule {
  conditions: readonly Condition[]
  /** whole points for each time, or for each full `each` of a field, at most `most` times */
  points: number
  per: { field: string; each: string; most: number } | null
}
export interface RewardTerms {
  form: RewardForm
  rules: readonly RewardRule[]
}
