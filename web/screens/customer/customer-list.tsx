import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo } from 'react'
import type { CustomerRow } from '../../../server/modules/customer/contract.ts'
import type { FigureKey } from '../../../server/modules/customer/figures.ts'
import { useWords } from '../../i18n/index.ts'
import { count } from '../../ui/format/rate.ts'
import { usePhone } from '../../ui/media.ts'
import { Empty } from '../../ui/states.tsx'
import { VirtualCards } from '../../ui/virtual-cards.tsx'
import { VirtualTable } from '../../ui/virtual-table.tsx'
import { CustomerCard, cardHeight } from './customer-card.tsx'
import { isFigureKey } from './filter-text.ts'
import { listColumns } from './list-columns.tsx'
import { writeListState, type ListState } from './list-state.ts'
import type { CustomerPages } from './use-customer-pages.ts'

/** Browsers lay out at most some ten million pixels: longer lists must be narrowed first. */
const shownAtMost = 200_000

interface CustomerListProps {
  state: ListState
  pages: CustomerPages
  withInstitution: boolean
  onSort: (figure: FigureKey) => void
  onClear: () => void
}

/** The rows: a table, or cards on a phone. */
export const CustomerList = ({ state, pages, withInstitution, onSort, onClear }: CustomerListProps) => {
  const { say, language } = useWords()
  const phone = usePhone()
  const navigate = useNavigate()
  const chosen = state.columns.join('.')
  const columns = useMemo(
    () => listColumns(say, language, chosen.split('.').filter(isFigureKey), withInstitution),
    [say, language, chosen, withInstitution],
  )
  const narrowed = state.filters.length > 0 || state.search !== ''
  if (pages.total === 0) {
    return (
      <Empty
        title={say('customers.empty')}
        about={say(narrowed ? 'customers.emptyFiltered' : 'customers.emptyNone')}
        action={narrowed ? <Button onClick={onClear}>{say('customers.clearFilters')}</Button> : undefined}
      />
    )
  }
  const shown = Math.min(pages.total, shownAtMost)
  const { cols: _columns, ...which } = writeListState(state)
  const shared = { label: say('customers.list'), count: shown, rowAt: pages.rowAt, onRange: pages.onRange, memory: JSON.stringify(which) }
  return (
    <>
      {pages.total > shown ? <p className="list-note">{say('customers.shownAtMost', { count: count(shown) })}</p> : null}
      {phone ? (
        <VirtualCards<CustomerRow>
          key={shared.memory}
          {...shared}
          height={cardHeight}
          render={(row) => <CustomerCard row={row} figures={state.columns} />}
        />
      ) : (
        <VirtualTable<CustomerRow>
          key={shared.memory}
          {...shared}
          columns={columns}
          sort={{ key: state.sort.figure, direction: state.sort.direction }}
          onSort={(key) => isFigureKey(key) && onSort(key)}
          onOpen={(row) => void navigate({ to: '/customers/$customerId', params: { customerId: row.customerId } })}
        />
      )}
    </>
  )
}
