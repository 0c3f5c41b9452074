import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Filter } from '../../../server/modules/customer/contract.ts'
import type { FigureKey } from '../../../server/modules/customer/figures.ts'
import { useWords } from '../../i18n/index.ts'
import { columnsFor, defaultSort, writeListState } from './list-state.ts'

interface ListLinkProps {
  institutionId: number
  filters: Filter[]
  /** the figure the list is about: it is ordered by it, largest first */
  by?: FigureKey
  className?: string
  children: ReactNode
}

/** A number that opens the customers it counts. */
export const ListLink = ({ institutionId, filters, by, className, children }: ListLinkProps) => {
  const { say } = useWords()
  const sort = by ? { figure: by, direction: 'descending' as const } : defaultSort
  return (
    <Link
      to="/customers"
      search={writeListState({ institutionId, filters, search: '', sort, columns: columnsFor(filters) })}
      preload={false}
      className={className ?? 'number-link'}
      title={say('report.openList')}
    >
      {children}
    </Link>
  )
}
