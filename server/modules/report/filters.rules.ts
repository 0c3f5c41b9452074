import type { Filter } from '../customer/contract.ts'
import type { FigureKey } from '../customer/figures.ts'

/** The filters behind the numbers of a report: each list holds exactly the customers that its number counts, or that its amount is summed over. */
const is = (figure: FigureKey, ...values: string[]): Filter => ({ figure, op: 'in', values })
const above0 = (figure: FigureKey): Filter => ({ figure, op: 'above', values: ['0'] })
/** what rates count (M15) */
const counted = is('bucket', 'counted')

export const filtersOf = {
  everyone: (): Filter[] => [],
  openedOn: (date: string) => [is('opened_on', date)],
  tier: (tier: string) => [is('tier', tier)],
  moved: (move: 'promoted' | 'demoted') => [is('tier_move', move)],
  flow: (figure: FigureKey) => [above0(figure)],
  leakage: () => [counted, above0('leakage_outflow')],
  categoryHolders: () => [counted, above0('category_count')],
  oldCustomers: () => [counted, is('old_customer', 'true')],
  inconvenientToLeave: () => [counted, is('inconvenient_to_leave', 'true')],
  contactable: () => [counted, is('contactable', 'true')],
  unreachable: () => [counted, is('contactable', 'false')],
  activity: (activity: string) => [counted, is('activity', activity)],
  payroll: (figure: FigureKey) => [counted, above0(figure)],
  maturing: () => [counted, above0('maturing_30d')],
  matured: () => [counted, above0('matured')],
  managed: (): Filter[] => [counted, { figure: 'manager', op: 'not_empty', values: [] }],
  unmanaged: (): Filter[] => [counted, { figure: 'manager', op: 'is_empty', values: [] }],
  notForMarketing: () => [is('bucket', 'not_for_marketing')],
}
