import type { arrangements, productCategories } from '../night/extract/canonical.ts'

export interface Product {
  code: string
  name: string
  category: (typeof productCategories)[number]
  countsAsAum: boolean
  arrangement?: (typeof arrangements)[number]
  risk?: 'R1' | 'R2' | 'R3' | 'R4' | 'R5'
  /** days from start to maturity; only of products that mature */
  tenorDays?: number
}

const own = { countsAsAum: true }
const owed = { countsAsAum: false }

/** What the simulated bank sells; the first of a category is the one held most. Codes are six characters, two of them the category. */
export const products: readonly Product[] = [
  { code: 'DD0001', name: '活期储蓄', category: 'demand_deposit', ...own },
  { code: 'DD0002', name: '活期存折', category: 'demand_deposit', ...own },
  { code: 'TD0090', name: '整存整取三个月', category: 'time_deposit', ...own, tenorDays: 90 },
  { code: 'TD0180', name: '整存整取六个月', category: 'time_deposit', ...own, tenorDays: 180 },
  { code: 'TD0365', name: '整存整取一年', category: 'time_deposit', ...own, tenorDays: 365 },
  { code: 'TD1095', name: '整存整取三年', category: 'time_deposit', ...own, tenorDays: 1095 },
  { code: 'SD0090', name: '江海聚财结构性存款 90 天', category: 'structured_deposit', ...own, risk: 'R1', tenorDays: 90 },
  { code: 'SD0180', name: '江海聚财结构性存款 180 天', category: 'structured_deposit', ...own, risk: 'R2', tenorDays: 180 },
  { code: 'LC0365', name: '个人大额存单一年', category: 'large_certificate', ...own, tenorDays: 365 },
  { code: 'LC0730', name: '个人大额存单两年', category: 'large_certificate', ...own, tenorDays: 730 },
  { code: 'LC1095', name: '个人大额存单三年', category: 'large_certificate', ...own, tenorDays: 1095 },
  { code: 'WP0090', name: '江海安享封闭式理财 90 天', category: 'wealth_product', ...own, risk: 'R1', tenorDays: 90 },
  { code: 'WP0180', name: '江海稳盈封闭式理财 180 天', category: 'wealth_product', ...own, risk: 'R2', tenorDays: 180 },
  { code: 'WP0365', name: '江海进取封闭式理财一年', category: 'wealth_product', ...own, risk: 'R3', tenorDays: 365 },
  { code: 'FD0001', name: '临江货币基金', category: 'fund', ...own, risk: 'R1' },
  { code: 'FD0002', name: '临江平衡混合基金', category: 'fund', ...own, risk: 'R3' },
  { code: 'FD0003', name: '临江成长股票基金', category: 'fund', ...own, risk: 'R4' },
  { code: 'FP0001', name: '临江指数基金定投', category: 'fund', ...own, risk: 'R3', arrangement: 'fund_plan' },
  { code: 'FP0002', name: '临江债券基金定投', category: 'fund', ...own, risk: 'R2', arrangement: 'fund_plan' },
  { code: 'AM0001', name: '江海信托集合资产管理计划', category: 'asset_management', ...own, risk: 'R4' },
  { code: 'AM0002', name: '江海私享权益资产管理计划', category: 'asset_management', ...own, risk: 'R5' },
  { code: 'IN0001', name: '安宁终身寿险(趸缴)', category: 'insurance', ...own },
  { code: 'IN0002', name: '丰年年金保险(趸缴)', category: 'insurance', ...own },
  { code: 'IP0001', name: '丰年年金保险(期缴)', category: 'insurance', ...own, arrangement: 'regular_premium_insurance' },
  { code: 'IP0002', name: '康宁健康保险(期缴)', category: 'insurance', ...own, arrangement: 'regular_premium_insurance' },
  { code: 'BD0001', name: '储蓄国债(电子式)三年', category: 'bond', ...own },
  { code: 'BD0002', name: '储蓄国债(凭证式)五年', category: 'bond', ...own },
  { code: 'PM0001', name: '积存金', category: 'precious_metal', ...own, risk: 'R3' },
  { code: 'PM0002', name: '实物金托管', category: 'precious_metal', ...own, risk: 'R4' },
  { code: 'LN0001', name: '个人住房贷款', category: 'loan', ...owed, arrangement: 'loan' },
  { code: 'LN0002', name: '个人消费贷款', category: 'loan', ...owed, arrangement: 'loan' },
  { code: 'LN0003', name: '个人经营贷款', category: 'loan', ...owed, arrangement: 'loan' },
  { code: 'CC0001', name: '江海信用卡普卡', category: 'card', ...owed },
  { code: 'CC0002', name: '江海信用卡金卡', category: 'card', ...owed },
  { code: 'BP0001', name: '水电燃气代缴', category: 'bill_payment', ...owed, arrangement: 'bill_payment' },
  { code: 'BP0002', name: '通讯费代缴', category: 'bill_payment', ...owed, arrangement: 'bill_payment' },
  { code: 'MA0001', name: '江海收款码', category: 'merchant_acquiring', ...owed, arrangement: 'merchant_acquiring' },
  { code: 'MA0002', name: '江海收单机具', category: 'merchant_acquiring', ...owed, arrangement: 'merchant_acquiring' },
]

/**
 * One place in a customer's holdings. `probability` by [long tail with little money, long tail with savings, potential, mid-to-high, wealth]:
 * a plausible bank, tuned until an outlet's cross-sell ratio lies near 2. `form` says what the ledger does with it.
 */
export interface Place {
  place: number
  codes: readonly string[]
  category: Product['category']
  form: 'demand' | 'passbook' | 'term' | 'past_term' | 'lasting' | 'plan' | 'owed' | 'card' | 'bill' | 'acquiring'
  probability: readonly [number, number, number, number, number]
}

const codesOf = (prefix: string): string[] => products.filter(({ code }) => code.startsWith(prefix)).map(({ code }) => code)

export const places: readonly Place[] = [
  { place: 1, codes: ['DD0001'], category: 'demand_deposit', form: 'demand', probability: [1, 1, 1, 1, 1] },
  { place: 2, codes: ['DD0002'], category: 'demand_deposit', form: 'passbook', probability: [0.06, 0.1, 0.12, 0.15, 0.15] },
  { place: 3, codes: codesOf('TD'), category: 'time_deposit', form: 'term', probability: [0, 0.45, 0.7, 0.7, 0.6] },
  { place: 4, codes: codesOf('TD'), category: 'time_deposit', form: 'term', probability: [0, 0.08, 0.25, 0.3, 0.3] },
  { place: 5, codes: codesOf('SD'), category: 'structured_deposit', form: 'term', probability: [0, 0.02, 0.1, 0.2, 0.25] },
  { place: 6, codes: codesOf('LC'), category: 'large_certificate', form: 'term', probability: [0, 0, 0, 0.35, 0.45] },
  { place: 7, codes: codesOf('WP'), category: 'wealth_product', form: 'term', probability: [0, 0.15, 0.42, 0.55, 0.65] },
  { place: 8, codes: codesOf('WP'), category: 'wealth_product', form: 'term', probability: [0, 0.02, 0.1, 0.25, 0.35] },
  { place: 9, codes: codesOf('FD'), category: 'fund', form: 'lasting', probability: [0, 0.1, 0.18, 0.3, 0.4] },
  { place: 10, codes: codesOf('AM'), category: 'asset_management', form: 'lasting', probability: [0, 0, 0, 0, 0.3] },
  { place: 11, codes: codesOf('IN'), category: 'insurance', form: 'lasting', probability: [0, 0.1, 0.12, 0.18, 0.25] },
  { place: 12, codes: codesOf('BD'), category: 'bond', form: 'lasting', probability: [0, 0.09, 0.1, 0.1, 0.1] },
  { place: 13, codes: codesOf('PM'), category: 'precious_metal', form: 'lasting', probability: [0, 0.06, 0.07, 0.08, 0.1] },
  { place: 14, codes: codesOf('FP'), category: 'fund', form: 'plan', probability: [0.01, 0.06, 0.15, 0.2, 0.22] },
  { place: 15, codes: codesOf('IP'), category: 'insurance', form: 'plan', probability: [0.01, 0.05, 0.13, 0.2, 0.22] },
  { place: 16, codes: codesOf('LN'), category: 'loan', form: 'owed', probability: [0.02, 0.04, 0.08, 0.1, 0.1] },
  { place: 17, codes: codesOf('CC'), category: 'card', form: 'card', probability: [0.06, 0.08, 0.12, 0.18, 0.2] },
  { place: 18, codes: codesOf('BP'), category: 'bill_payment', form: 'bill', probability: [0.22, 0.27, 0.3, 0.3, 0.3] },
  { place: 19, codes: codesOf('MA'), category: 'merchant_acquiring', form: 'acquiring', probability: [1, 1, 1, 1, 1] },
  { place: 21, codes: codesOf('TD'), category: 'time_deposit', form: 'past_term', probability: [0, 0.2, 0.4, 0.45, 0.4] },
  { place: 22, codes: codesOf('WP'), category: 'wealth_product', form: 'past_term', probability: [0, 0.06, 0.35, 0.5, 0.6] },
]
