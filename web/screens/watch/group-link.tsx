import type { ReactNode } from 'react'
import type { Filter } from '../../../server/modules/customer/contract.ts'
import type { FigureKey } from '../../../server/modules/customer/figures.ts'
import type { Group } from '../../../server/modules/watch/contract.ts'
import { ListLink } from '../customer/list-link.tsx'

/** The filter that narrows a list to a group's customers. */
const filtersOf = ({ kind, key, managerId }: Group): Filter[] => {
  if (kind === 'tier') return [{ figure: 'tier', op: 'in', values: [key] }]
  if (kind !== 'manager' || managerId === null) return []
  return managerId === 0
    ? [{ figure: 'manager', op: 'is_empty', values: [] }]
    : [{ figure: 'manager', op: 'in', values: [String(managerId)] }]
}

interface GroupLinkProps {
  group: Group
  /** the institution of the whole question, for groups that are none themselves */
  institutionId: number
  filters: Filter[]
  by?: FigureKey
  children: ReactNode
}

/** A group's number that opens the customers it counts. */
export const GroupLink = ({ group, institutionId, filters, by, children }: GroupLinkProps) => (
  <ListLink institutionId={group.institutionId ?? institutionId} filters={[...filtersOf(group), ...filters]} {...(by ? { by } : {})}>
    {children}
  </ListLink>
)
