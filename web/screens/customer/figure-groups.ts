import type { FigureKey } from '../../../server/modules/customer/figures.ts'

/** Figures by topic, for choosing columns and filters. */
export const figureGroups = {
  tier: [
    'tier',
    'tier_last_month_end',
    'tier_move',
    'months_in_tier',
    'next_tier_gap',
    'aum',
    'aum_mda',
    'aum_mda_3m',
    'aum_mda_12m',
    'aum_peak_12m',
    'aum_last_month_end',
  ],
  relation: [
    'category_count',
    'old_customer',
    'arrangement_count',
    'stickiness',
    'inconvenient_to_leave',
    'leave_chance',
    'merchant',
    'months_on_book',
    'opened_on',
  ],
  flow: [
    'inflow_7d',
    'outflow_7d',
    'inflow_30d',
    'outflow_30d',
    'inflow_90d',
    'outflow_90d',
    'own_name_outflow_90d',
    'pass_through_30d',
    'leakage_outflow',
    'leakage_inflow',
  ],
  activity: ['activity', 'last_own_act_on', 'days_since_own_act', 'contactable', 'phone_usable', 'address_fresh', 'reached_lately'],
  payroll: [
    'payroll_kind',
    'payroll_credit',
    'payroll_kept_30d',
    'payroll_kept_30d_aum',
    'wage_credit',
    'wage_credit_running',
    'wage_kept_30d',
    'pension_credit',
    'pension_credit_running',
    'pension_kept_30d',
    'maturing_30d',
    'next_maturity_on',
    'matured',
    'captured',
  ],
  base: ['institution', 'manager', 'bucket', 'name', 'customer_no'],
} as const satisfies Record<string, readonly FigureKey[]>

/** Always at the left of the list, so never among the columns to choose. */
export const identityFigures: readonly FigureKey[] = ['name', 'customer_no', 'institution', 'manager']
