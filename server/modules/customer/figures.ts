/**
 * Every figure a customer list can show, filter and sort by. Browser-safe: the contract and the screens read it too.
 * `column` is the column of customer.customer_snapshot (s), customer.customer (c), or of payroll.payroll_month: wages (w) and pension (p) of the
 * retention month, whose credits all have their 30 days behind them (M08), and those of the running month (wr, pr); or the chance to leave (a, M12).
 */
export type FigureKind = 'money' | 'count' | 'rate' | 'date' | 'flag' | 'code' | 'text' | 'person' | 'institution'
export interface Figure {
  kind: FigureKind
  of: 's' | 'c' | 'w' | 'p' | 'wr' | 'pr' | 'a'
  column: string
  values?: readonly string[]
}

export const tiers = ['long_tail', 'potential', 'mid_to_high', 'wealth'] as const
export const activities = ['active', 'cooling', 'dormant', 'lost'] as const
const tierMoves = ['promoted', 'demoted', 'same', 'new'] as const
const buckets = ['counted', 'not_for_marketing', 'deceased', 'closed_by_bank'] as const

const money = (column: string): Figure => ({ kind: 'money', of: 's', column })
const count = (column: string): Figure => ({ kind: 'count', of: 's', column })
const flag = (column: string): Figure => ({ kind: 'flag', of: 's', column })
const code = (column: string, values: readonly string[]): Figure => ({ kind: 'code', of: 's', column, values })
const date = (of: 's' | 'c', column: string): Figure => ({ kind: 'date', of, column })

export const figures = {
  customer_no: { kind: 'text', of: 'c', column: 'customer_no' },
  name: { kind: 'text', of: 'c', column: 'name' },
  institution: { kind: 'institution', of: 's', column: 'institution_id' },
  manager: { kind: 'person', of: 's', column: 'manager_id' },
  bucket: code('bucket', buckets),
  tier: code('tier', tiers),
  tier_last_month_end: code('tier_last_month_end', tiers),
  tier_move: code('tier_move', tierMoves),
  months_in_tier: count('months_in_tier'),
  next_tier_gap: money('next_tier_gap_fen'),
  aum: money('aum_fen'),
  aum_mda: money('aum_mda_fen'),
  aum_mda_3m: money('aum_mda_3m_fen'),
  aum_mda_12m: money('aum_mda_12m_fen'),
  aum_peak_12m: money('aum_peak_12m_fen'),
  aum_last_month_end: money('aum_last_month_end_fen'),
  category_count: count('category_count'),
  old_customer: flag('old_customer'),
  arrangement_count: count('arrangement_count'),
  stickiness: count('stickiness'),
  inconvenient_to_leave: flag('inconvenient_to_leave'),
  merchant: flag('merchant'),
  inflow_7d: money('inflow_7d_fen'),
  outflow_7d: money('outflow_7d_fen'),
  inflow_30d: money('inflow_30d_fen'),
  outflow_30d: money('outflow_30d_fen'),
  inflow_90d: money('inflow_90d_fen'),
  outflow_90d: money('outflow_90d_fen'),
  own_name_outflow_90d: money('own_name_outflow_90d_fen'),
  pass_through_30d: money('pass_through_30d_fen'),
  leakage_outflow: money('leakage_outflow_fen'),
  leakage_inflow: money('leakage_inflow_fen'),
  last_own_act_on: date('s', 'last_own_act_on'),
  days_since_own_act: count('days_since_own_act'),
  activity: code('activity', activities),
  phone_usable: flag('phone_usable'),
  address_fresh: flag('address_fresh'),
  reached_lately: flag('reached_lately'),
  contactable: flag('contactable'),
  payroll_kind: code('payroll_kind', ['payroll', 'pension']),
  payroll_credit: money('payroll_credit_fen'),
  payroll_kept_30d: money('payroll_kept_30d_fen'),
  payroll_kept_30d_aum: money('payroll_kept_30d_aum_fen'),
  wage_credit: { kind: 'money', of: 'w', column: 'credit_fen' },
  wage_kept_30d: { kind: 'money', of: 'w', column: 'kept_30d_fen' },
  wage_credit_running: { kind: 'money', of: 'wr', column: 'credit_fen' },
  pension_credit: { kind: 'money', of: 'p', column: 'credit_fen' },
  pension_kept_30d: { kind: 'money', of: 'p', column: 'kept_30d_fen' },
  pension_credit_running: { kind: 'money', of: 'pr', column: 'credit_fen' },
  maturing_30d: money('maturing_30d_fen'),
  next_maturity_on: date('s', 'next_maturity_on'),
  matured: money('matured_fen'),
  captured: money('captured_fen'),
  months_on_book: count('months_on_book'),
  leave_chance: { kind: 'rate', of: 'a', column: 'chance_bp' },
  opened_on: date('c', 'opened_on'),
} as const satisfies Record<string, Figure>

export type FigureKey = keyof typeof figures
export const figureKeys = Object.keys(figures) as [FigureKey, ...FigureKey[]]

/** What a filter's values must look like, by kind of figure, and how to say so. Small enough for PostgreSQL's bigint and integer. */
const forms: Record<FigureKind, { pattern: RegExp; says: string }> = {
  money: { pattern: /^-?\d{1,18}$/, says: '应为整数（单位：分）' },
  count: { pattern: /^-?\d{1,9}$/, says: '应为整数' },
  rate: { pattern: /^\d{1,5}$/, says: '应为整数（单位：万分之一）' },
  date: { pattern: /^\d{4}-\d{2}-\d{2}$/, says: '应为日期，形如 2026-01-31' },
  flag: { pattern: /^(true|false)$/, says: '应为 true 或 false' },
  code: { pattern: /^[a-z0-9_]+$/, says: '不是可选的值' },
  text: { pattern: /^[^\p{Cc}]+$/u, says: '含有无法识别的字符' },
  person: { pattern: /^\d{1,9}$/, says: '应为员工编号' },
  institution: { pattern: /^\d{1,9}$/, says: '应为机构编号' },
}
const ordered: readonly FigureKind[] = ['money', 'count', 'rate', 'date']
const isDay = (text: string) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true

/** Why a filter makes no sense, in words for people; undefined when it does. */
export function filterProblem({ figure, op, values }: { figure: FigureKey; op: string; values: readonly string[] }): string | undefined {
  const { kind, values: codes }: Figure = figures[figure]
  if (op === 'is_empty' || op === 'not_empty') return values.length > 0 ? '“为空/不为空”不带取值' : undefined
  if (op === 'in' && values.length === 0) return '至少要选择一个值'
  if (op !== 'in' && !ordered.includes(kind)) return '这一项只能选择取值，不能比较大小'
  if (op !== 'in' && values.length !== 1) return '比较大小需要且只能有一个值'
  const { pattern, says } = forms[kind]
  const wrong = values.find((value) => !pattern.test(value) || (kind === 'date' && !isDay(value)) || (codes && !codes.includes(value)))
  return wrong === undefined ? undefined : `“${wrong}”${says}`
}
