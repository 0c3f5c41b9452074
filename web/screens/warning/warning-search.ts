import { alertOrders, alertStates, riskGroups, signals, type ListInput } from '../../../server/modules/warning/contract.ts'

/** What stands in the address of the screen: codes by comma, a manager's number, 0 = none. */
export interface WarningSearch {
  institution?: string | undefined
  view?: string | undefined
  signals?: string | undefined
  group?: string | undefined
  state?: string | undefined
  order?: string | undefined
  manager?: string | undefined
}

type Filters = Pick<ListInput, 'signals' | 'group' | 'state' | 'order' | 'managerId'>

/** The filters of an address; what it does not know is left out. */
export function filtersOf(search: WarningSearch): Filters {
  const one = <T extends string>(codes: readonly T[], text: string | undefined) => codes.find((code) => code === text)
  const named = (search.signals ?? '').split(',')
  return {
    signals: signals.filter((signal) => named.includes(signal)),
    group: one(riskGroups, search.group),
    state: one(alertStates, search.state),
    order: one(alertOrders, search.order) ?? 'expected_loss',
    managerId: /^\d{1,9}$/.test(search.manager ?? '') ? Number(search.manager) : undefined,
  }
}

/** Whether anything is narrowed. */
export const isNarrowed = ({ signals: chosen, group, state, managerId }: Filters): boolean =>
  chosen.length > 0 || group !== undefined || state !== undefined || managerId !== undefined
