import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { FigureKey } from '../../../server/modules/customer/figures.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { count } from '../../ui/format/rate.ts'
import { usePhone } from '../../ui/media.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { ExportButton } from '../export/export-button.tsx'
import { ColumnChooser } from './column-chooser.tsx'
import { CustomerList } from './customer-list.tsx'
import { FilterBar } from './filter-bar.tsx'
import { ListSearch } from './list-search.tsx'
import { columnsFor, readListState, writeListState, type ListState } from './list-state.ts'
import { SavedViews } from './saved-views.tsx'
import { SortChooser } from './sort-chooser.tsx'
import { useCustomerPages } from './use-customer-pages.ts'
import './customers.css'

const route = getRouteApi('/shell/customers')

/** The list of customers; its whole state is the address. */
export const CustomersScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const me = useMe()
  const phone = usePhone()
  const navigate = useNavigate()
  const state = readListState(route.useSearch())
  const pages = useCustomerPages(state)
  const usual = columnsFor(state.filters)
  const change = (part: Partial<ListState>, replace = false) => {
    const next = { ...state, ...part }
    // new filters bring their figures along, unless the columns were chosen by hand
    if (part.filters && !part.columns && state.columns.join() === usual.join()) next.columns = columnsFor(part.filters)
    void navigate({ to: '/customers', search: writeListState(next), replace })
  }
  const scope = me.institutions.find((node) => node.id === (state.institutionId ?? me.institutionId))
  const sortBy = (figure: FigureKey) =>
    change({
      sort: { figure, direction: state.sort.figure === figure && state.sort.direction === 'descending' ? 'ascending' : 'descending' },
    })
  return (
    <div className="customers">
      <div className="customers-head">
        <h1>{say('customers.title')}</h1>
        <span className="customers-total" role="status" data-total={pages.head.isPlaceholderData ? undefined : pages.head.data?.total}>
          {pages.head.data ? say('customers.total', { count: count(pages.total) }) : ''}
        </span>
        <ListSearch value={state.search} onChange={(search) => change({ search }, true)} />
        <div className="customers-tools">
          {phone ? (
            <SortChooser sort={state.sort} columns={state.columns} onChange={(sort) => change({ sort })} />
          ) : (
            <ColumnChooser columns={state.columns} usual={usual} onChange={(columns) => change({ columns }, true)} />
          )}
          <SavedViews view={state} onOpen={(view) => change(view)} />
          <ExportButton list={state} rows={pages.head.data === undefined ? undefined : pages.total} />
        </div>
      </div>
      <FilterBar filters={state.filters} onChange={(filters) => change({ filters })} />
      {pages.head.data && state.columns.includes('leave_chance') ? (
        <p className="muted small customers-by">
          {pages.head.data.chanceModel === null
            ? say('attrition.list.signals')
            : say('attrition.list.model', { version: pages.head.data.chanceModel })}
        </p>
      ) : null}
      <div className="customers-body" aria-busy={pages.head.isPlaceholderData}>
        <QueryView query={pages.head} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
          {() => (
            <CustomerList
              state={state}
              pages={pages}
              withInstitution={scope?.level !== 'outlet'}
              onSort={sortBy}
              onClear={() => change({ filters: [], search: '' })}
            />
          )}
        </QueryView>
      </div>
    </div>
  )
}
