import type { Words } from '../words.ts'

export const domain: Words['domain'] = {
  level: { head_office: 'Head office', branch: 'Branch', sub_branch: 'Sub-branch', outlet: 'Outlet' },
  cluster_role: { core: 'Core', satellite: 'Satellite' },
  role: {
    head_office: 'Head office', branch_manager: 'Branch manager', outlet_president: 'Outlet president', relationship_manager: 'Relationship manager',
    lobby_manager: 'Lobby manager', teller: 'Teller', compliance_officer: 'Compliance officer',
  },
  tier: { long_tail: 'Long tail', potential: 'Potential', mid_to_high: 'Mid-to-high', wealth: 'Wealth' },
  tier_basis: { month_daily_average: 'month daily average', point_in_time: 'point in time' },
  tier_move: { promoted: 'Promoted', demoted: 'Demoted', same: 'Unchanged', new: 'New' },
  activity: { active: 'Active', cooling: 'Cooling', dormant: 'Dormant', lost: 'Lost' },
  bucket: { counted: 'Counted', not_for_marketing: 'Not for marketing', deceased: 'Deceased', closed_by_bank: 'Closed by bank' },
  payroll_kind: { payroll: 'Payroll', pension: 'Pension' },
  gender: { female: 'Female', male: 'Male' },
  status: { frozen: 'Frozen', deceased: 'Deceased', expired_papers: 'Papers expired', pass_through: 'Pass-through', staff: 'Own staff', closed_by_bank: 'Closed by bank' },
  category: {
    demand_deposit: 'Demand deposit', time_deposit: 'Time deposit', structured_deposit: 'Structured deposit', large_certificate: 'Large certificate',
    wealth_product: 'Wealth product', fund: 'Fund', asset_management: 'Asset management', insurance: 'Insurance', bond: 'Bond', precious_metal: 'Precious metal', loan: 'Loan',
    card: 'Card', bill_payment: 'Bill payment', merchant_acquiring: 'Merchant acquiring',
  },
  figure: {
    customer_no: 'Customer no.', name: 'Name', institution: 'Institution', manager: 'Manager', bucket: 'Counted as', tier: 'Tier', tier_last_month_end: 'Tier last month',
    tier_move: 'Tier move', months_in_tier: 'Months in tier', next_tier_gap: 'To next tier', aum: 'AUM', aum_mda: 'Month average', aum_mda_3m: '3-month average',
    aum_mda_12m: '12-month average', aum_peak_12m: '12-month peak', aum_last_month_end: 'AUM last month', category_count: 'Categories', old_customer: 'Old customer',
    arrangement_count: 'Arrangements', stickiness: 'Stickiness', inconvenient_to_leave: 'Hard to leave', merchant: 'Merchant', inflow_7d: 'Inflow 7d', outflow_7d: 'Outflow 7d',
    inflow_30d: 'Inflow 30d', outflow_30d: 'Outflow 30d', inflow_90d: 'Inflow 90d', outflow_90d: 'Outflow 90d', own_name_outflow_90d: 'To own name 90d',
    pass_through_30d: 'Pass-through 30d', leakage_outflow: 'Outflow not returned', leakage_inflow: 'Inflow same window', last_own_act_on: 'Last own act',
    days_since_own_act: 'Days since act', activity: 'Activity', phone_usable: 'Phone usable', address_fresh: 'Address fresh', reached_lately: 'Reached lately',
    contactable: 'Contactable', payroll_kind: 'Payroll kind', payroll_credit: 'Payroll credit', payroll_kept_30d: 'Payroll kept 30d', payroll_kept_30d_aum: 'Payroll kept in AUM',
    wage_credit: 'Payroll only', wage_kept_30d: 'Payroll only kept 30d', pension_credit: 'Pension', pension_kept_30d: 'Pension kept 30d', maturing_30d: 'Maturing 30d', next_maturity_on: 'Next maturity', matured: 'Matured', captured: 'Captured', months_on_book: 'Months on book', opened_on: 'Opened on',
  },
  load_outcome: { running: 'Loading', loaded: 'Loaded', unchanged: 'Unchanged', refused: 'Refused', failed: 'Failed' },
  night_outcome: { running: 'Running', published: 'Published', stopped: 'Stopped by checks', failed: 'Failed' },
  step_state: { waiting: 'Waiting', running: 'Running', done: 'Done', failed: 'Failed' },
}
