/**
 * The canonical extract (DOMAIN §1): the tables a bank delivers for one business date, after its mapping.
 * Money is whole fen in `bigint`, dates are business dates, codes are the ones listed here.
 * A column that is not `required` may be missing from a mapping: it then stays null, nothing is invented.
 */
export type ColumnType = 'text' | 'code' | 'bigint' | 'integer' | 'boolean' | 'date'

export interface Column {
  type: ColumnType
  required?: true
  /** table whose key this column must exist in, within the same delivery */
  references?: TableName
  /** accepted values of a `code` column */
  values?: readonly string[]
  /** a date that may lie after the business date */
  ahead?: true
  about: string
}

export interface Table {
  key: readonly string[]
  /** `state`: the whole table as of the business date. `movement`: rows of the dates covered by the delivery. */
  form: 'state' | 'movement'
  required: boolean
  /** the column that the manifest's control sum adds up */
  controlSum?: string
  columns: Record<string, Column>
}

export const institutionLevels = ['head_office', 'branch', 'sub_branch', 'outlet'] as const
export const clusterRoles = ['core', 'satellite'] as const
export const staffRoles = [
  'head_office',
  'branch_manager',
  'outlet_president',
  'relationship_manager',
  'lobby_manager',
  'teller',
  'compliance_officer',
] as const
export const productCategories = [
  'demand_deposit',
  'time_deposit',
  'structured_deposit',
  'large_certificate',
  'wealth_product',
  'fund',
  'asset_management',
  'insurance',
  'bond',
  'precious_metal',
  'loan',
  'card',
  'bill_payment',
  'merchant_acquiring',
] as const
export const arrangements = ['fund_plan', 'regular_premium_insurance', 'bill_payment', 'merchant_acquiring', 'loan'] as const
const customerStatuses = ['frozen', 'deceased', 'expired_papers', 'pass_through', 'staff', 'closed_by_bank'] as const
const transactionKinds = [
  'cash_in',
  'cash_out',
  'transfer_in',
  'transfer_out',
  'card_payment',
  'bill_payment',
  'payroll',
  'pension',
  'merchant_settlement',
  'purchase',
  'redemption',
  'maturity',
  'interest',
  'fee',
  'loan_draw',
  'loan_payment',
  'correction',
  'other',
] as const
const contactChannels = ['call', 'visit', 'invitation', 'sms', 'wechat', 'letter', 'walk_in'] as const

export const canonical = {
  institution: {
    key: ['institution_code'],
    form: 'state',
    required: true,
    columns: {
      institution_code: { type: 'text', required: true, about: '机构号' },
      parent_code: { type: 'text', references: 'institution', about: '上级机构号; empty only for the root' },
      name: { type: 'text', required: true, about: '机构名称' },
      level: { type: 'code', required: true, values: institutionLevels, about: '机构层级' },
      cluster_code: { type: 'text', about: '网点群落' },
      cluster_role: { type: 'code', values: clusterRoles, about: '核心 / 卫星' },
    },
  },
  staff: {
    key: ['staff_no'],
    form: 'state',
    required: false,
    columns: {
      staff_no: { type: 'text', required: true, about: '工号' },
      name: { type: 'text', required: true, about: '姓名' },
      institution_code: { type: 'text', required: true, references: 'institution', about: '所属机构' },
      role: { type: 'code', required: true, values: staffRoles, about: '岗位' },
      left_on: { type: 'date', ahead: true, about: '离职日期' },
    },
  },
  employer: {
    key: ['employer_code'],
    form: 'state',
    required: false,
    columns: {
      employer_code: { type: 'text', required: true, about: '代发单位号' },
      name: { type: 'text', required: true, about: '单位名称' },
      kind: { type: 'code', required: true, values: ['payroll', 'pension'], about: '代发工资 / 养老金' },
      institution_code: { type: 'text', references: 'institution', about: '维护机构' },
    },
  },
  product: {
    key: ['product_code'],
    form: 'state',
    required: true,
    columns: {
      product_code: { type: 'text', required: true, about: '产品号' },
      name: { type: 'text', required: true, about: '产品名称' },
      category: { type: 'code', required: true, values: productCategories, about: '产品大类' },
      counts_as_aum: { type: 'boolean', required: true, about: '是否计入管理资产' },
      arrangement: { type: 'code', values: arrangements, about: '经常性安排' },
      risk_level: { type: 'code', values: ['R1', 'R2', 'R3', 'R4', 'R5'], about: '产品风险等级' },
    },
  },
  customer: {
    key: ['customer_no'],
    form: 'state',
    required: true,
    columns: {
      customer_no: { type: 'text', required: true, about: '客户号' },
      institution_code: { type: 'text', required: true, references: 'institution', about: '归属网点' },
      manager_staff_no: { type: 'text', references: 'staff', about: '管户经理工号' },
      name: { type: 'text', about: '姓名' },
      gender: { type: 'code', values: ['female', 'male'], about: '性别' },
      birth_date: { type: 'date', about: '出生日期' },
      identity_no: { type: 'text', about: '证件号码' },
      phone: { type: 'text', about: '手机号' },
      phone_usable: { type: 'boolean', about: '手机号是否可用' },
      address: { type: 'text', about: '联系地址' },
      address_confirmed_on: { type: 'date', about: '地址确认日期' },
      last_reached_on: { type: 'date', about: '最近一次联系成功日期' },
      opened_on: { type: 'date', about: '开户日期' },
      risk_tolerance: { type: 'code', values: ['C1', 'C2', 'C3', 'C4', 'C5'], about: '客户风险承受能力' },
      risk_assessed_on: { type: 'date', about: '风险测评日期' },
      not_for_marketing: { type: 'boolean', about: '不适用营销 (N)' },
      status: { type: 'code', values: customerStatuses, about: '特殊状态; empty = ordinary' },
    },
  },
  account: {
    key: ['account_no'],
    form: 'state',
    required: true,
    columns: {
      account_no: { type: 'text', required: true, about: '账号' },
      customer_no: { type: 'text', required: true, references: 'customer', about: '客户号' },
      product_code: { type: 'text', required: true, references: 'product', about: '产品号' },
      opened_on: { type: 'date', about: '开户日期' },
      closed_on: { type: 'date', about: '销户日期' },
    },
  },
  holding_balance: {
    key: ['account_no', 'business_date'],
    form: 'movement',
    required: true,
    controlSum: 'balance_fen',
    columns: {
      account_no: { type: 'text', required: true, references: 'account', about: '账号' },
      business_date: { type: 'date', required: true, about: '业务日期' },
      balance_fen: { type: 'bigint', required: true, about: '日终余额; a loan is positive and does not count as AUM' },
      month_sum_fen: { type: 'bigint', about: '月积数: sum of end-of-day balances from the 1st of the month' },
    },
  },
  transaction: {
    key: ['transaction_no'],
    form: 'movement',
    required: false,
    controlSum: 'amount_fen',
    columns: {
      transaction_no: { type: 'text', required: true, about: '流水号' },
      account_no: { type: 'text', required: true, references: 'account', about: '账号' },
      business_date: { type: 'date', required: true, about: '业务日期' },
      sequence: { type: 'bigint', required: true, about: '当日顺序' },
      kind: { type: 'code', required: true, values: transactionKinds, about: '交易种类' },
      amount_fen: { type: 'bigint', required: true, about: '发生额: in +, out −' },
      balance_after_fen: { type: 'bigint', about: '交易后余额' },
      employer_code: { type: 'text', references: 'employer', about: '代发单位号' },
      counterparty_bank: { type: 'text', about: '对方行; empty = this bank' },
      counterparty_name: { type: 'text', about: '对方户名' },
      own_name: { type: 'boolean', about: '对方是否本人' },
    },
  },
  term: {
    key: ['term_no'],
    form: 'state',
    required: false,
    controlSum: 'amount_fen',
    columns: {
      term_no: { type: 'text', required: true, about: '期限编号' },
      account_no: { type: 'text', required: true, references: 'account', about: '账号' },
      amount_fen: { type: 'bigint', required: true, about: '到期金额' },
      starts_on: { type: 'date', ahead: true, about: '起息日' },
      matures_on: { type: 'date', required: true, ahead: true, about: '到期日' },
    },
  },
  complaint: {
    key: ['complaint_no'],
    form: 'state',
    required: false,
    columns: {
      complaint_no: { type: 'text', required: true, about: '投诉编号' },
      customer_no: { type: 'text', required: true, references: 'customer', about: '客户号' },
      opened_on: { type: 'date', required: true, about: '受理日期' },
      closed_on: { type: 'date', about: '办结日期' },
      subject: { type: 'text', about: '事由' },
    },
  },
  contact: {
    key: ['contact_no'],
    form: 'movement',
    required: false,
    columns: {
      contact_no: { type: 'text', required: true, about: '联系编号' },
      customer_no: { type: 'text', required: true, references: 'customer', about: '客户号' },
      business_date: { type: 'date', required: true, about: '业务日期' },
      channel: { type: 'code', required: true, values: contactChannels, about: '渠道' },
      staff_no: { type: 'text', references: 'staff', about: '工号' },
      reached: { type: 'boolean', required: true, about: '是否联系成功' },
    },
  },
} as const satisfies Record<string, Table>

export type TableName = keyof typeof canonicalNames
const canonicalNames = {
  institution: 0,
  staff: 0,
  employer: 0,
  product: 0,
  customer: 0,
  account: 0,
  holding_balance: 0,
  transaction: 0,
  term: 0,
  complaint: 0,
  contact: 0,
} as const
/** In loading order: what is referred to comes first. */
export const tableNames = Object.keys(canonicalNames) as TableName[]
export const canonicalTable = (name: TableName): Table => canonical[name]
